#include "recognise/lattice.h"

#include <string.h>

#include "base/clones.h"
#include "base/mem.h"

/* Below every path: a path of WT_LATTICE_TOKENS tokens and transitions of 16 bits each stays above
 * -2^26. It is set, never added, so nothing can overflow. */
enum { IMPOSSIBLE = -(1 << 28) };

static inline wt_lanes splat(int32_t x) { return (wt_lanes){x, x, x, x}; }

static inline wt_lanes most_lanes(wt_lanes a, wt_lanes b) {
  wt_lanes greater = a > b;
  return (a & greater) | (b & ~greater);
}

static inline void raise(wt_lane_pair *a, const wt_lane_pair *b) {
  wt_lane_pair greater = *a > *b;
  *a = (*a & greater) | (*b & ~greater);
}

static inline int32_t most(int32_t a, int32_t b) { return a > b ? a : b; }

static inline int32_t most_lane(wt_lanes x) { return most(most(x[0], x[1]), most(x[2], x[3])); }

static inline int32_t value(const wt_node *node, int label) {
  if (label == WT_OUTSIDE) return node->outside;
  return node->parts[wt_label_part(label)][wt_label_type(label)];
}

/* The closed labels are O, L-0 ... L-3, U-0 ... U-3, and the starting ones likewise with B. */
static int closed_label(int c) {
  if (c == 0) return WT_OUTSIDE;
  return wt_label((wt_type)((c - 1) % WT_TYPES), c <= WT_TYPES ? WT_PART_L : WT_PART_U);
}

static int starting_label(int s) {
  if (s == 0) return WT_OUTSIDE;
  return wt_label((wt_type)((s - 1) % WT_TYPES), s <= WT_TYPES ? WT_PART_B : WT_PART_U);
}

void wt_transitions_fill(const int16_t (*raw)[WT_LABELS], wt_transitions *out) {
  out->raw = raw;
  out->o_o = raw[WT_OUTSIDE][WT_OUTSIDE];
  for (int type = 0; type < WT_TYPES; type++) {
    int b = wt_label((wt_type)type, WT_PART_B), i = wt_label((wt_type)type, WT_PART_I);
    int l = wt_label((wt_type)type, WT_PART_L), u = wt_label((wt_type)type, WT_PART_U);
    for (int c = 0; c < WT_CLOSED; c++) {
      out->from_closed[c][type] = raw[closed_label(c)][b];
      out->from_closed[c][WT_TYPES + type] = raw[closed_label(c)][u];
      out->to_starting[c][type] = raw[l][starting_label(c)];
      out->to_starting[c][WT_TYPES + type] = raw[u][starting_label(c)];
    }
    out->l_o[type] = raw[l][WT_OUTSIDE];
    out->u_o[type] = raw[u][WT_OUTSIDE];
    out->o_b[type] = raw[WT_OUTSIDE][b];
    out->o_u[type] = raw[WT_OUTSIDE][u];
    out->b_i[type] = raw[b][i];
    out->b_l[type] = raw[b][l];
    out->i_i[type] = raw[i][i];
    out->i_l[type] = raw[i][l];
  }
}

bool wt_lattice_reserve(wt_lattice *lattice, size_t n) {
  if (n <= lattice->capacity) return true;
  size_t want = n + n / 2 + 64, capacity = 0;
  void *memory;
#define GROW(member)                                                           \
  capacity = lattice->capacity;                                                \
  memory = wt_grow(lattice->member, &capacity, want, sizeof *lattice->member); \
  if (memory == NULL) return false;                                            \
  lattice->member = memory
  GROW(scores);
  GROW(fixed);
  GROW(labels);
  GROW(forward);
  GROW(backward);
#undef GROW
  lattice->capacity = want;
  return true;
}

void wt_lattice_release(wt_lattice *lattice) {
  wt_free(lattice->scores);
  wt_free(lattice->fixed);
  wt_free(lattice->labels);
  wt_free(lattice->forward);
  wt_free(lattice->backward);
  *lattice = (wt_lattice){0};
}

/* node += the scores of token t; all but its fixed label become impossible. */
static inline void add_scores(const wt_lattice *lattice, size_t t, wt_node *node) {
  const int16_t *s = lattice->scores[t];
  for (int part = 0; part < 4; part++) {
    const int16_t *p = s + part * WT_TYPES;
    node->parts[part] += (wt_lanes){p[0], p[1], p[2], p[3]};
  }
  uint8_t fixed = lattice->fixed[t];
  if (fixed == WT_FREE) return;
  int32_t kept = value(node, fixed);
  for (int part = 0; part < 4; part++) node->parts[part] = splat(IMPOSSIBLE);
  node->outside = IMPOSSIBLE;
  if (fixed == WT_OUTSIDE)
    node->outside = kept;
  else
    node->parts[wt_label_part(fixed)][wt_label_type(fixed)] = kept;
}

/* out = max of o + by[0], first[type] + by[1 + type], second[type] + by[1 + WT_TYPES + type] */
static inline void reach(const wt_lane_pair by[WT_CLOSED], int32_t o, const wt_lanes *first,
                         const wt_lanes *second, wt_lanes out[2]) {
  wt_lane_pair best = by[0] + o;
#pragma GCC unroll 4
  for (int type = 0; type < WT_TYPES; type++) {
    wt_lane_pair a = by[1 + type] + (*first)[type], b = by[1 + WT_TYPES + type] + (*second)[type];
    raise(&a, &b);
    raise(&best, &a);
  }
  memcpy(out, &best, sizeof best);
}

/* out[y] = max over legal x of from[x] + transition[x][y] */
static inline void step_forward(const wt_transitions *t, const wt_node *from, wt_node *out) {
  wt_lanes begun = from->parts[WT_PART_B], inside = from->parts[WT_PART_I], starting[2];
  wt_lanes last = from->parts[WT_PART_L], only = from->parts[WT_PART_U];
  reach(t->from_closed, from->outside, &last, &only, starting);
  out->parts[WT_PART_B] = starting[0];
  out->parts[WT_PART_I] = most_lanes(begun + t->b_i, inside + t->i_i);
  out->parts[WT_PART_L] = most_lanes(begun + t->b_l, inside + t->i_l);
  out->parts[WT_PART_U] = starting[1];
  out->outside = most(from->outside + t->o_o, most_lane(most_lanes(last + t->l_o, only + t->u_o)));
}

/* out[x] = max over legal y of transition[x][y] + after[y] */
static inline void step_backward(const wt_transitions *t, const wt_node *after, wt_node *out) {
  wt_lanes begun = after->parts[WT_PART_B], inside = after->parts[WT_PART_I], closed[2];
  wt_lanes last = after->parts[WT_PART_L], only = after->parts[WT_PART_U];
  reach(t->to_starting, after->outside, &begun, &only, closed);
  out->parts[WT_PART_B] = most_lanes(t->b_i + inside, t->b_l + last);
  out->parts[WT_PART_I] = most_lanes(t->i_i + inside, t->i_l + last);
  out->parts[WT_PART_L] = closed[0];
  out->parts[WT_PART_U] = closed[1];
  out->outside =
      most(after->outside + t->o_o, most_lane(most_lanes(begun + t->o_b, only + t->o_u)));
}

/* As if only O stood there. */
static wt_node border(void) {
  wt_node node = {.outside = 0};
  for (int part = 0; part < 4; part++) node.parts[part] = splat(IMPOSSIBLE);
  return node;
}

/* The label before `next` on the best path; the first of equals. */
static int best_before(const wt_transitions *t, const wt_node *forward, int next) {
  if (next != WT_OUTSIDE &&
      (wt_label_part(next) == WT_PART_I || wt_label_part(next) == WT_PART_L)) {
    int begun = wt_label(wt_label_type(next), WT_PART_B);
    int inside = wt_label(wt_label_type(next), WT_PART_I);
    bool longer =
        value(forward, inside) + t->raw[inside][next] > value(forward, begun) + t->raw[begun][next];
    return longer ? inside : begun;
  }
  int best = WT_OUTSIDE;
  int32_t best_score = forward->outside + t->raw[WT_OUTSIDE][next];
  if (next == WT_OUTSIDE && /* mostly so */
      best_score >= most_lane(most_lanes(forward->parts[WT_PART_L] + t->l_o,
                                         forward->parts[WT_PART_U] + t->u_o)))
    return best;
  for (int c = 1; c < WT_CLOSED; c++) {
    int closed = closed_label(c);
    int32_t score = value(forward, closed) + t->raw[closed][next];
    if (score > best_score) best = closed, best_score = score;
  }
  return best;
}

WT_CLONES void wt_lattice_solve(wt_lattice *lattice, const wt_transitions *t, size_t n) {
  wt_node start = border();
  for (size_t i = 0; i < n; i++) {
    step_forward(t, i == 0 ? &start : &lattice->forward[i - 1], &lattice->forward[i]);
    add_scores(lattice, i, &lattice->forward[i]);
  }
  int label = WT_OUTSIDE; /* behind the last token */
  for (size_t i = n; i-- > 0;) {
    label = best_before(t, &lattice->forward[i], label);
    lattice->labels[i] = (uint8_t)label;
  }
}

WT_CLONES void wt_lattice_look_back(wt_lattice *lattice, const wt_transitions *t, size_t n) {
  wt_node after = border();
  for (size_t i = n; i-- > 0;) {
    step_backward(t, &after, &lattice->backward[i]);
    after = lattice->backward[i];
    add_scores(lattice, i, &after);
  }
}

int32_t wt_lattice_margin(const wt_lattice *lattice, size_t t) {
  const wt_node *f = &lattice->forward[t], *b = &lattice->backward[t];
  int label = lattice->labels[t];
  wt_node sums = {.outside = f->outside + b->outside};
  for (int part = 0; part < 4; part++) sums.parts[part] = f->parts[part] + b->parts[part];
  int32_t best = value(&sums, label);
  if (label == WT_OUTSIDE)
    sums.outside = 2 * IMPOSSIBLE;
  else
    sums.parts[wt_label_part(label)][wt_label_type(label)] = 2 * IMPOSSIBLE;
  wt_lanes closed = most_lanes(sums.parts[WT_PART_L], sums.parts[WT_PART_U]);
  wt_lanes open = most_lanes(sums.parts[WT_PART_B], sums.parts[WT_PART_I]);
  return best - most(sums.outside, most_lane(most_lanes(closed, open)));
}
