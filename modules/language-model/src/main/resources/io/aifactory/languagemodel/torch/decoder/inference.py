  # --- inference ----------------------------------------------------------------------------------

  # Of each chunk its first row, rows, first cache row and tokens before it; from the integers of run,
  # which are on the CPU: a device is not waited for.
  def chunks(self: __torch__.Decoder, n: List[int], integers: Tensor) -> List[int]:
    first = 20 + 3 * n[4] + 2 * n[5]
    rows = integers[first:first + 3 * n[8]].view(n[8], 3)
    positions = integers[20 + n[4]:20 + 2 * n[4]]
    before = torch.index_select(positions, 0, rows[:, 0])
    all : List[int] = torch.cat([rows, before.unsqueeze(1)], 1).flatten().tolist()
    return all

  # Logits of the asked-for rows [S, V]; keys and values are written to their slots.
  # integers: layers, heads, key/value heads, slot tokens, tokens T, decoding sequences N, longest
  # of them, first slot if their slots are consecutive else -1, chunks C, rows S, and of adapters:
  # groups G, rows of each, rows M in groups, the first of these if they
  # follow each other else -1, runs R; of sequences with drafts: how many D, rows E of each, longest
  # of them with its rows, first slot as above, rows K if they were filled up to E, else 0; then ids
  # [T], positions [T], cache rows [T], slots [N], lengths [N], chunks [C, 3] (first row, rows, first
  # cache row), asked-for rows [S], slots with drafts [D], their rows filled up [D E], which of these
  # count [K], the picks of adapted and [R, 3] of its runs. The N decoding rows come first, then
  # those with drafts, then the chunks.
  # caches: per layer [slots * slot tokens, 2 K, hd]; newest: empty, or by slot the token that the step
  # before gave it [slots], for which an id below zero stands
  def run(self: __torch__.Decoder, integers: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor], newest: List[Tensor]) -> Tensor:
    n : List[int] = integers[:20].tolist()
    places : List[int] = tables[0].tolist()
    c : List[float] = tables[1].tolist()
    window = places[0]
    layers = n[0]
    heads = n[1]
    groups = n[2]
    tokens = n[4]
    decoding = n[5]
    longest = n[6]
    data = self.sent(integers[20:], w[0])
    drafted = n[15]
    ids, positions, rows, slots, lengths, _chunks, asked, drafted_slots, filled, counted, grouped, adapters, kept, changed, run_data, = torch.split_with_sizes(data, [tokens, tokens, tokens, decoding, decoding, 3 * n[8], n[9], drafted, drafted * n[16], n[19], n[10] * n[11], n[10], n[12], n[12], 3 * n[14]])
    if len(newest) > 0:
      known = torch.index_select(newest[0], 0, torch.div(rows, n[3], rounding_mode="floor"))
      ids = torch.where(ids < 0, known, ids)
    picks = [grouped, adapters, kept, changed]
    runs : List[int] = [n[10], n[11], n[13]]
    more : List[int] = integers[integers.size(0) - 3 * n[14]:].tolist()
    runs.extend(more)
    chunks : List[int] = self.chunks(n, integers)
    rotations : List[Tensor] = []
    for index in range(2, len(tables)):
      rotations.append(torch.view_as_complex(torch.index_select(tables[index], 0, positions)).unsqueeze(1))
    shown = self.shown(n, integers, window, positions, lengths, filled)
    x = self.embedded(ids, w, c)
    for layer in range(layers):
      at = 4 + 21 * layer
      cache = caches[layer]
      qkv = self.projected(x, heads, groups, w, places, at, c, runs, picks)
      if places[at + 13] >= 0:
        turned = self.turn(qkv[:, :heads + groups], rotations[places[at + 13]])
      cache.index_copy_(0, rows, qkv[:, heads:])
      reach = 0
      if places[at + 14] == 1:
        reach = window
      attended = self.over_slots(qkv, cache, n, shown, chunks, slots, drafted_slots, filled, counted, reach, c)
      x = self.completed(x, attended.reshape(tokens, -1), w, places, at, c, runs, picks)
    logits = self.unembedded(torch.index_select(x, 0, asked), w[places[1]], w[places[2]], w[self.scales(places[2])], w[places[3]], c[0])
    if c[4] > 0.:
      logits = torch.tanh(logits / c[4]) * c[4]
    return logits

  def logits(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    none : List[Tensor] = []
    return self.run(integers, w, tables, caches, none).to(7).reshape(-1).cpu()

  # Of each asked-for row the log-probability of a given token, then of each the best token: what a text
  # is judged by, without its logits. The integers of run, followed by the given tokens.
  def scored(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    asked = int(integers[9])
    end = integers.size(0) - asked
    none : List[Tensor] = []
    logits = self.run(integers[:end], w, tables, caches, none)
    given = integers[end:].to(logits.device).unsqueeze(1)
    wide = logits.to(7)
    own = torch.gather(wide, 1, given) - torch.logsumexp(wide, [-1], True)
    return torch.cat([own.view(-1), torch.argmax(logits, -1).to(7)]).cpu()

  # The integers of run, followed by those of chosen, which are at least as many as there are
  # asked-for rows, and one.
  def step(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor]) -> Tensor:
    used = self.used(integers)
    none : List[Tensor] = []
    return self.chosen(self.run(integers[:used], w, tables, caches, none), integers[used:], reals).cpu()

  # How many integers are those of run.
  def used(self: __torch__.Decoder, integers: Tensor) -> int:
    n : List[int] = integers[:20].tolist()
    return 20 + 3 * n[4] + 2 * n[5] + 3 * n[8] + n[9] + n[15] + n[15] * n[16] + n[19] + n[10] * n[11] + n[10] + 2 * n[12] + 3 * n[14]

  # As step, but the tokens stay on the device, too, for the step after this one, which may be begun
  # before the processor has the results. newest: see run
  def begun(self: __torch__.Decoder, integers: Tensor, reals: Tensor, w: List[Tensor], tables: List[Tensor], caches: List[Tensor], newest: List[Tensor]) -> Tensor:
    n : List[int] = integers[:20].tolist()
    rows = integers[20 + 2 * n[4]:20 + 3 * n[4]]
    first = 20 + 3 * n[4] + 2 * n[5] + 3 * n[8]
    asked = torch.index_select(rows, 0, integers[first:first + n[9]])
    slots = self.sent(torch.div(asked, n[3], rounding_mode="floor"), w[0])
    used = self.used(integers)
    logits = self.run(integers[:used], w, tables, caches, newest)
    results = self.chosen(logits, integers[used:], reals)
    # a row that is not a number has a token outside of it
    newest[0].index_copy_(0, slots, results[:n[9]].to(4).clamp(0, logits.size(1) - 1))
    return self.fetched(results)

