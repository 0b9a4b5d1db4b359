  # --- attention over slots: one call for all sequences of a step, whatever their lengths -----------

  # What layers share. Sequence by sequence, each with its rows of the step and its keys where they lie
  # in the cache: the first row of each and the end [B + 1], the first key of each and the end of the
  # last [B + 1], how many keys each has [B], int32; and most rows and most keys of one, on the CPU.
  # All of it from the integers of run, which are on the CPU: a device is not waited for.
  def shown(self: __torch__.Decoder, n: List[int], integers: Tensor, window: int, positions: Tensor, lengths: Tensor, filled: Tensor) -> List[Tensor]:
    drafted = n[15]
    used_up = 20 + 3 * n[4] + 2 * n[5] + 3 * n[8] + n[9] + drafted + drafted * n[16] + n[19]
    ids, place, rows, slots, seen, chunks, asked, drafted_slots, rows_filled, kept, = torch.split_with_sizes(integers[20:used_up], [n[4], n[4], n[4], n[5], n[5], 3 * n[8], n[9], drafted, drafted * n[16], n[19]])
    each = torch.full([drafted], n[16], dtype=4)
    if n[19] > 0:
      each = torch.bincount(torch.div(kept, n[16], rounding_mode="floor"), None, drafted)
    last = torch.index_select(place, 0, rows_filled.view(drafted, n[16])[:, n[16] - 1:].flatten())
    chunk = chunks.view(n[8], 3)
    before = torch.index_select(place, 0, chunk[:, 0])
    news = torch.cat([torch.ones([n[5]], dtype=4), each, chunk[:, 1]])
    used = torch.cat([seen, last + 1, before + chunk[:, 1]])
    starts = torch.cat([slots * n[3], drafted_slots * n[3], chunk[:, 2]])
    zero = torch.zeros([1], dtype=4)
    first_rows = self.sent(torch.cat([zero, torch.cumsum(news, 0)]).to(3), positions)
    first_keys = self.sent(torch.cat([starts, (starts + used)[-1:]]).to(3), positions)
    most = torch.stack([torch.amax(news), torch.amax(used)])
    return [first_rows, first_keys, self.sent(used.to(3), positions), most]

  # Attention of all tokens of a step. qkv: [T, H + 2 K, hd], already in the cache; reach: the layer's
  # window, 0 = all
  def over_slots(self: __torch__.Decoder, qkv: Tensor, cache: Tensor, n: List[int], shown: List[Tensor], chunks: List[int], slots: Tensor, drafted_slots: Tensor, filled: Tensor, counted: Tensor, reach: int, c: List[float]) -> Tensor:
    return self.flash(qkv[:, :n[1]], cache[:, :n[2]], cache[:, n[2]:], shown[0], shown[1], shown[2], int(shown[3][0]), int(shown[3][1]), reach, c[1])

