  # --- adapters: none -----------------------------------------------------------------------------

  def adapted(self: __torch__.Decoder, y: Tensor, x: Tensor, w: List[Tensor], places: List[int], at: int, runs: List[int], picks: List[Tensor]) -> Tensor:
    return y

