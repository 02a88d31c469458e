#include "keras/ops/operation_tables.hpp"
#include "keras/ops/statistics.hpp"

namespace keras::ops {

std::vector<Operation> statistics_operations() {
  return {
      operation<average>("average", "Average", {"x"}, {.keywords = {"weights"}}),
      operation<ptp>("ptp", "Ptp", {"x"}),
      operation<median>("median", "Median", {"x"}),
      operation<quantile>("quantile", "Quantile", {"x", "q"}),
      operation<percentile>("percentile", "Percentile", {"x", "q"}),
      operation<nansum>("nansum", "Nansum", {"x"}),
      operation<nanprod>("nanprod", "Nanprod", {"x"}),
      operation<nanmax>("nanmax", "Nanmax", {"x"}),
      operation<nanmin>("nanmin", "Nanmin", {"x"}),
      operation<nanmean>("nanmean", "Nanmean", {"x"}),
      operation<nanvar>("nanvar", "Nanvar", {"x"}),
      operation<nanstd>("nanstd", "Nanstd", {"x"}),
      operation<nanmedian>("nanmedian", "Nanmedian", {"x"}),
      operation<nanquantile>("nanquantile", "Nanquantile", {"x", "q"}),
      operation<nanpercentile>("nanpercentile", "Nanpercentile", {"x", "q"}),
      operation<nanargmax>("nanargmax", "Nanargmax", {"x"}),
      operation<nanargmin>("nanargmin", "Nanargmin", {"x"}),
      operation<nancumsum>("nancumsum", "Nancumsum", {"x"}),
      operation<nancumprod>("nancumprod", "Nancumprod", {"x"}),
      operation<corrcoef>("corrcoef", "Corrcoef", {"x"}),
      operation<correlate>("correlate", "Correlate", {"x1", "x2"}),
      operation<searchsorted>("searchsorted", "SearchSorted", {"sorted_sequence", "values"}),
      operation<digitize>("digitize", "Digitize", {"x", "bins"}),
      operation<argpartition>("argpartition", "Argpartition", {"x", "kth"}),
      operation<ops::unique>("unique", "Unique", {"x"}),
      operation<bincount>("bincount", "Bincount", {"x"}, {.config = {"weights"}}),
      operation<histogram>("histogram", "Histogram", {"x"}),
  };
}

}  // namespace keras::ops
