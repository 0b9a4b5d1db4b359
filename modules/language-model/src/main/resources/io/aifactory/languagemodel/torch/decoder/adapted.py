  # --- adapters: low-rank changes of matrices (Hu et al. 2021), several in one batch ---------------

  # y = x W + x A B of each row's own adapter (as Chen et al., "Punica", 2024; Sheng et al., "S-LoRA",
  # 2024), where y = x W is given and changed where it lies; rows without an adapter are not read.
  # x: [T, in]; y: [T, out]; at: where the index of A [adapters, R, in] in w is, B [adapters, out, R]
  # follows it. runs: groups G, rows C of each, the first of their rows in x if these follow each
  # other else -1, then for each run of rows with one adapter its first row, its rows and the adapter.
  # picks: rows of the groups [G C], the shorter ones filled up with any; their adapters [G]; which of
  # the G C rows count [M]; where these belong [M], ascending.
  def adapted(self: __torch__.Decoder, y: Tensor, x: Tensor, w: List[Tensor], places: List[int], at: int, runs: List[int], picks: List[Tensor]) -> Tensor:
    place = places[at]
    if place >= 0:
      if runs[0] > 0:
        down = w[place]
        up = w[place + 1]
        if runs[0] < down.size(0):
          down = torch.index_select(down, 0, picks[1])
          up = torch.index_select(up, 0, picks[1])
        rows = torch.index_select(x, 0, picks[0]).view(runs[0], runs[1], x.size(1))
        change = torch.bmm(torch.bmm(rows, down.transpose(1, 2)), up.transpose(1, 2)).flatten(0, 1)
        change = torch.index_select(change, 0, picks[2])
        if runs[2] >= 0:
          y[runs[2]:runs[2] + change.size(0)].add_(change)
        else:
          y.index_add_(0, picks[3], change)
      for run in range((len(runs) - 3) // 3):
        first = runs[3 + 3 * run]
        end = first + runs[4 + 3 * run]
        adapter = runs[5 + 3 * run]
        y[first:end].addmm_(torch.mm(x[first:end], w[place][adapter].t()), w[place + 1][adapter].t())
    return y

  # integers: first row, type code of raw, rotary heads (0 = none), first column, columns; reals: factor;
  # target[0]: a stack [rows, columns]; raw[0]: bytes of whole rows
  def fill_part(self: __torch__.Decoder, integers: Tensor, reals: Tensor, target: List[Tensor], raw: List[Tensor]) -> Tensor:
    n : List[int] = integers.tolist()
    values = torch.view_copy(raw[0], dtype=n[1]).view(-1, n[4])
    if n[2] > 0:
      values = values.view(n[2], 2, -1, n[4]).transpose(1, 2).reshape(-1, n[4])
    stack = target[0].flatten(0, 1)
    stack[n[0]:n[0] + values.size(0), n[3]:n[3] + n[4]].copy_(values.to(6) * float(reals[0]))
    return torch.zeros([1], dtype=7)

