/*
 * presets.c - which field holds what in the common layouts of news dumps.
 *
 * The names come from the tools' own output: news-please, the cc_news set, Signal-1M,
 * Webz.io, trafilatura --json, elasticdump --type=data. "default" tries the names that these
 * and hand-made dumps use most, so that most dumps need no option.
 */
#include <string.h>

#include "read/dump.h"

static const struct {
  const char *name;
  wt_fields fields;
} presets[] = {
    {"default",
     {.id = "id,_id.$oid,_id,uuid,guid,doc_id,article_id,url,link,uri",
      .title = "title,headline",
      .text = "text,maintext,content,body,article,articleBody,full_text,raw_text,raw_content",
      .date = "published,date,date_publish,published_at,publishedAt,publish_date,pub_date,pubDate,"
              "datePublished,timestamp",
      .lang = "lang,language,inLanguage",
      .publisher = "publisher.name,publisher,source_domain,domain,site,url,link,uri,source"}},
    {"news-please",
     {.id = "url,filename",
      .title = "title,title_page,title_rss",
      .text = "maintext,text",
      .date = "date_publish",
      .lang = "language",
      .publisher = "source_domain,url"}},
    {"cc_news",
     {.id = "url",
      .title = "title",
      .text = "text",
      .date = "date",
      .lang = "language",
      .publisher = "domain,url"}},
    {"signal-1m",
     {.id = "id",
      .title = "title",
      .text = "content",
      .date = "published",
      .lang = "language",
      .publisher = "source"}},
    {"webz",
     {.id = "uuid,thread.uuid,url",
      .title = "title,thread.title",
      .text = "text",
      .date = "published,thread.published",
      .lang = "language",
      .publisher = "thread.site_full,thread.site,url"}},
    {"trafilatura",
     {.id = "id,fingerprint,url,source",
      .title = "title",
      .text = "text,raw_text",
      .date = "date",
      .lang = "language",
      .publisher = "hostname,source-hostname,sitename,url,source"}},
    {"elasticdump",
     {.id = "_id",
      .title = "_source.title,_source.headline",
      .text = "_source.text,_source.maintext,_source.content,_source.body,_source.article",
      .date = "_source.published,_source.date,_source.date_publish,_source.published_at,"
              "_source.publish_date,_source.pub_date,_source.timestamp,_source.@timestamp",
      .lang = "_source.lang,_source.language",
      .publisher = "_source.publisher,_source.source_domain,_source.domain,_source.site,"
                   "_source.url,_source.source"}},
};

const wt_fields *wt_fields_preset(const char *name) {
  for (size_t i = 0; i < sizeof presets / sizeof presets[0]; i++)
    if (strcmp(presets[i].name, name) == 0) return &presets[i].fields;
  return NULL;
}

const char *wt_fields_preset_name(size_t i) {
  return i < sizeof presets / sizeof presets[0] ? presets[i].name : NULL;
}
