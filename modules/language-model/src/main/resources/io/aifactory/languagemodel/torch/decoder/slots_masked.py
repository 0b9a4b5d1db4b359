  # --- attention over slots: masks, one call for each kind of sequence -----------------------------

  # Attention of R new tokens of each of B sequences over the keys and values in their slots.
  # q: [B R, H, hd]; kv: [B, S, 2 K, hd]; mask: [B, 1, 1, S] for R = 1, else [B, 1, R H / K, S]
  def decode_attention(self: __torch__.Decoder, q: Tensor, kv: Tensor, mask: Tensor, c: List[float]) -> Tensor:
    batch = kv.size(0)
    new = q.size(0) // batch
    heads = q.size(1)
    groups = kv.size(2) // 2
    share = heads // groups
    by_head = kv.transpose(1, 2)
    if batch > 1 and self.type_code() == 15:
      # attention packs bfloat16, which takes longer where the tokens of a head lie apart than this copy
      by_head = by_head.contiguous()
    k, v, = torch.split_with_sizes(by_head, [groups, groups], 1)
    if new == 1:
      out = self.attend(q.view(batch, groups, share, q.size(2)), k, v, mask, False, c)
    else:
      # the tokens and query heads that share keys and values are rows of one product
      grouped = q.view(batch, new, groups, share, q.size(2)).transpose(1, 2).reshape(batch, groups, new * share, q.size(2))
      out = self.attend(grouped, k, v, mask, False, c)
      out = out.reshape(batch, groups, new, share, q.size(2)).transpose(1, 2)
    return out.reshape(q.size(0), heads, q.size(2))

  # Causal attention of T new tokens of one sequence. q: [T, H, hd]; kv: [P + T, 2 K, hd];
  # window: newest tokens that are seen, 0 = all
  def prefill_attention(self: __torch__.Decoder, q: Tensor, kv: Tensor, window: int, c: List[float]) -> Tensor:
    heads = q.size(1)
    groups = kv.size(1) // 2
    share = heads // groups
    new = q.size(0)
    if window > 0:
      # what not even the first new token sees
      kv = kv[max(0, kv.size(0) - new - window + 1):]
    total = kv.size(0)
    # the query heads that share keys and values as a batch, for which these need not be copied
    query = q.view(new, groups, share, q.size(2)).permute(2, 1, 0, 3)
    k = kv[:, :groups].transpose(0, 1).unsqueeze(0).expand(share, -1, -1, -1)
    v = kv[:, groups:].transpose(0, 1).unsqueeze(0).expand(share, -1, -1, -1)
    if new == total and (window == 0 or total <= window):
      out = self.attend(query, k, v, None, True, c)
    else:
      seen = torch.ones([new, total], dtype=11, device=q.device).tril(total - new)
      if window > 0:
        seen = seen.triu(total - new - window + 1)
      mask = torch.zeros([new, total], dtype=self.type_code(), device=q.device).masked_fill_(torch.logical_not(seen), float("-inf"))
      out = self.attend(query, k, v, mask, False, c)
    return out.permute(2, 1, 0, 3).reshape(new, heads, -1)

  # What layers share: masks of decoding sequences, the same within the window, and of sequences with
  # drafts; integers, those of run, where there are none.
  def shown(self: __torch__.Decoder, n: List[int], integers: Tensor, window: int, positions: Tensor, lengths: Tensor, filled: Tensor) -> List[Tensor]:
    decoding = n[5]
    longest = n[6]
    drafted = n[15]
    share = n[1] // n[2]
    device = positions.device
    mask = integers
    windowed = integers
    if decoding > 0:
      index = torch.arange(longest, device=device).unsqueeze(0)
      later = index >= lengths.unsqueeze(1)
      mask = torch.zeros([decoding, longest], dtype=self.type_code(), device=device).masked_fill_(later, float("-inf")).view(decoding, 1, 1, longest)
      windowed = mask
      if window > 0 and longest > window:
        earlier = index < (lengths - window).unsqueeze(1)
        windowed = mask.masked_fill(earlier.view(decoding, 1, 1, longest), float("-inf"))
    drafted_mask = integers
    drafted_windowed = integers
    if drafted > 0:
      # every row of a token once for each query head that shares its keys
      own = torch.index_select(positions, 0, filled).view(drafted, 1, n[16], 1, 1).expand(-1, -1, -1, share, -1).reshape(drafted, 1, n[16] * share, 1)
      index = torch.arange(n[17], device=device)
      later = index > own
      drafted_mask = torch.zeros(later.size(), dtype=self.type_code(), device=device).masked_fill_(later, float("-inf"))
      drafted_windowed = drafted_mask
      if window > 0 and n[17] > window:
        drafted_windowed = drafted_mask.masked_fill(index <= own - window, float("-inf"))
    return [mask, windowed, drafted_mask, drafted_windowed]

  # Attention of all tokens of a step. qkv: [T, H + 2 K, hd], already in the cache; chunks: of each its
  # first row, rows, first cache row and tokens before it; reach: the layer's window, 0 = all
  def over_slots(self: __torch__.Decoder, qkv: Tensor, cache: Tensor, n: List[int], shown: List[Tensor], chunks: List[int], slots: Tensor, drafted_slots: Tensor, filled: Tensor, counted: Tensor, reach: int, c: List[float]) -> Tensor:
    heads = n[1]
    decoding = n[5]
    drafted = n[15]
    seen = shown[0]
    drafted_seen = shown[2]
    if reach > 0:
      seen = shown[1]
      drafted_seen = shown[3]
    parts : List[Tensor] = []
    by_slot = cache.view(-1, n[3], cache.size(1), cache.size(2))
    if decoding > 0:
      if n[7] >= 0:
        kv = by_slot[n[7]:n[7] + decoding, :n[6]]
      else:
        kv = torch.index_select(by_slot[:, :n[6]], 0, slots)
      parts.append(self.decode_attention(qkv[:decoding, :heads], kv, seen, c))
    if drafted > 0:
      if n[18] >= 0:
        kv = by_slot[n[18]:n[18] + drafted, :n[17]]
      else:
        kv = torch.index_select(by_slot[:, :n[17]], 0, drafted_slots)
      if n[19] > 0:
        out = self.decode_attention(torch.index_select(qkv[:, :heads], 0, filled), kv, drafted_seen, c)
        parts.append(torch.index_select(out, 0, counted))
      else:
        parts.append(self.decode_attention(qkv[decoding:decoding + drafted * n[16], :heads], kv, drafted_seen, c))
    for chunk in range(n[8]):
      first = chunks[4 * chunk]
      count = chunks[4 * chunk + 1]
      place = chunks[4 * chunk + 2]
      q = qkv[first:first + count, :heads]
      parts.append(self.prefill_attention(q, cache[place:place + count + chunks[4 * chunk + 3]], reach, c))
    if len(parts) == 1:
      attended = parts[0]
    else:
      attended = torch.cat(parts, 0)
    return attended

