using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Waitlist.Reading;

/// <param name="OwnOnly">Whether staff and administrators ask for their own entries.</param>
/// <param name="ServiceId">Null for all.</param>
/// <param name="IsOpen">Only entries that wait, or only those that do not. Null for both.</param>
public sealed record WaitlistFilter(bool OwnOnly, ServiceId? ServiceId, bool? IsOpen)
{
    internal bool Matches(WaitlistEntry entry) => (ServiceId ?? entry.ServiceId) == entry.ServiceId && (IsOpen ?? entry.IsOpen) == entry.IsOpen;
}

/// <param name="After">The last entry of the page before; null for the first page.</param>
public sealed record ListWaitlist(Actor Actor, WaitlistFilter Filter, string? After, int Limit);

/// <param name="Next">For the next page; null if there is none. A page may have few entries, or none, and still a next one.</param>
public sealed record WaitlistPage(IReadOnlyList<WaitlistEntry> Entries, string? Next);

/// <summary>Lists entries in the order in which they joined: one's own; of staff also those of their resources; of administrators all.</summary>
public sealed class ListWaitlistHandler(IReadModelStore models, WaitlistAccess access, BookingAccess bookings)
{
    /// <summary>One page reads no more documents, however many of them the caller may not see.</summary>
    private const int MaximumRead = 500;

    public async Task<WaitlistPage> HandleAsync(ListWaitlist query, CancellationToken cancellation)
    {
        var (actor, filter) = (query.Actor, query.Filter);
        var isOwn = filter.OwnOnly || actor.Role is Role.Customer;
        var own = isOwn ? [] : await bookings.VisibleResourcesAsync(actor.UserId, actor.Role, cancellation);
        List<WaitlistEntry> found = [];
        Dictionary<(ServiceId, ResourceId?), ImmutableArray<ResourceId>> known = [];
        var read = await models.ListAsync(ListOf(actor.UserId, isOwn, filter), new ListRange(query.After, null, MaximumRead), cancellation);
        var last = query.After;
        foreach (var document in read)
        {
            if (found.Count == query.Limit)
            {
                return new WaitlistPage(found, last);
            }

            last = document.SortKey;
            if (document.Body is not null && WaitlistProjection.Read(document) is var entry && filter.Matches(entry)
                && (entry.UserId == actor.UserId || (!isOwn && await access.IsVisibleAsync(own, entry, known, cancellation))))
            {
                found.Add(entry);
            }
        }

        return new WaitlistPage(found, read.Count == MaximumRead ? last : null);
    }

    private static ReadModelList ListOf(UserId user, bool isOwn, WaitlistFilter filter)
    {
        const string model = WaitlistProjection.ModelName;
        return (isOwn, filter.ServiceId, filter.IsOpen is { } isOpen ? isOpen ? WaitlistProjection.Open : WaitlistProjection.Closed : null) switch
        {
            (true, _, _) => ReadModelList.OfPartition(model, WaitlistProjection.PartitionOf(user)),
            (_, { } service, { } status) => new(model, ListIndex.ByServiceAndStatus, service.Value, status),
            (_, { } service, null) => new(model, ListIndex.ByService, service.Value),
            (_, null, { } status) => new(model, ListIndex.ByStatus, status),
            _ => new(model, ListIndex.ByModel),
        };
    }
}
