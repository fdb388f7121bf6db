using BookingEngine.Catalogue;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;

namespace BookingEngine.Waitlist.Offers;

/// <summary>Looks at all waitlists, whatever messages were lost. So an offer is late by the timer's period at most, and a horizon that reaches a new day is
/// noticed.</summary>
public sealed class WaitlistSweep(WaitlistMatcher matcher, IReadModelStore models)
{
    private const int PageSize = 200;

    /// <summary>Reads nothing if nobody waits.</summary>
    /// <returns>How many services somebody waits for.</returns>
    public async Task<int> RunAsync(Lag swept, CancellationToken cancellation) =>
        swept.MayWait ? await matcher.RunAsync([.. await FindAsync(cancellation), .. swept.Waitlists.Select(list => new ServiceId(list.Id))], cancellation) : 0;

    private async Task<HashSet<ServiceId>> FindAsync(CancellationToken cancellation)
    {
        var (services, list, after) = (new HashSet<ServiceId>(), new ReadModelList(WaitlistProjection.ModelName, ListIndex.ByStatus, WaitlistProjection.Open), (string?)null);
        while (await models.ListAsync(list, new ListRange(after, null, PageSize), cancellation) is { Count: > 0 } page)
        {
            services.UnionWith(page.Select(document => new ServiceId(document.Keys!.Service)));
            after = page[^1].SortKey;
        }

        return services;
    }
}
