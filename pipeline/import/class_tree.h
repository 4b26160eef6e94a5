/*
 * class_tree.h - which of Wikidata's classes are places, which are organizations, and of what kind.
 *
 * A class is a node, a "subclass of" statement (P279) an edge from a class to a wider one. A table
 * of well-known classes (class_roots.inc) has a type and a subtype for each; every class below
 * them takes those of the nearest one: a breadth-first walk down from all of them at a time.
 * Nearest, because above a few steps Wikidata's tree is one thing: every country is an organization
 * somewhere.
 */
#ifndef WT_CLASS_TREE_H
#define WT_CLASS_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "wiretag.h"

typedef struct wt_class_root {
  uint32_t item;       /* 515 for Q515 */
  wt_type type;        /* WT_TYPES: nothing that we list: works, events, species */
  const char *subtype; /* static */
} wt_class_root;

typedef struct wt_class_edge {
  uint32_t class, wider; /* Q numbers */
} wt_class_edge;

typedef struct wt_class {
  uint32_t item;
  uint16_t root; /* index of its root */
  uint8_t distance;
} wt_class;

typedef struct wt_class_country {
  uint32_t item;
  char code[2];
} wt_class_country;

typedef struct wt_class_tree {
  wt_class_edge *edges; /* [n_edges] until the tree is built */
  size_t n_edges, edge_capacity;
  wt_class_country *countries; /* [n_countries], sorted after the build */
  size_t n_countries, country_capacity;
  wt_class *classes; /* [n_classes] sorted by item: those with a root */
  size_t n_classes, class_capacity;
} wt_class_tree; /* zero-initialise */

/* Notes that `class` is a subclass of `wider`; that a country has this code. Errors: WT_NO_MEMORY.
 */
wt_status wt_class_tree_add_edge(wt_class_tree *tree, uint32_t class, uint32_t wider,
                                 wt_error *error);
wt_status wt_class_tree_add_country(wt_class_tree *tree, uint32_t item, const char code[2],
                                    wt_error *error);

/* Reads what wt_class_tree_write wrote. Errors: WT_BAD_INPUT (file, line), WT_IO, WT_NO_MEMORY. */
wt_status wt_class_tree_read(wt_class_tree *tree, const char *path, wt_error *error);

/* Writes edges and countries as text: "Q515 TAB Q486972", "Q43 TAB TR". Errors: WT_IO. */
wt_status wt_class_tree_write(const wt_class_tree *tree, const char *path, wt_error *error);

/* Finds the root of each class; frees the edges. Errors: WT_NO_MEMORY. */
wt_status wt_class_tree_build(wt_class_tree *tree, wt_error *error);

/* The class with this number, or NULL. */
const wt_class *wt_class_tree_find(const wt_class_tree *tree, uint32_t item);
const wt_class_root *wt_class_root_of(const wt_class *class);

/* The code of a country, or NULL; [2], not NUL-terminated. */
const char *wt_class_tree_country(const wt_class_tree *tree, uint32_t item);

void wt_class_tree_release(wt_class_tree *tree);

#endif
