/* stop_words.h - which words make no pairs, and which are no terms at all. */
#ifndef WT_STOP_WORDS_H
#define WT_STOP_WORDS_H

#include "train/topic_corpus.h"

/* Reads all articles once, and the list of stop words where there is one, and fills
 * corpus->stop_words: words of more than 15% of the articles, and the listed ones with an idf of 0.
 * Errors: as wt_topic_corpus_read. */
wt_status wt_find_stop_words(const wt_topics_training *training, wt_topic_corpus *corpus,
                             wt_error *error);

#endif
