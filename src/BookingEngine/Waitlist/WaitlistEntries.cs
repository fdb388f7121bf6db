using BookingEngine.Calendars.Events;
using BookingEngine.ReadModels;
using BookingEngine.Users;

namespace BookingEngine.Waitlist;

/// <summary>Reads entries. Who may see them is the caller's matter.</summary>
public sealed class WaitlistEntries(IReadModelStore models)
{
    /// <summary>Null for an unknown one. Closed ones are found, too.</summary>
    public async Task<WaitlistEntry?> FindAsync(EntryId id, CancellationToken cancellation) =>
        await models.FindAsync(WaitlistProjection.ModelName, $"{id}", cancellation) is { Body: not null } document ? WaitlistProjection.Read(document) : null;

    /// <summary>The event's entry.</summary>
    /// <exception cref="EntryNotReadException">The event is handled again.</exception>
    public async Task<WaitlistEntry> OfEventAsync(IEntryEvent domainEvent, CancellationToken cancellation) =>
        await FindAsync(domainEvent.EntryId, cancellation) ?? throw new EntryNotReadException();

    /// <summary>All entries of a customer, in the order in which they joined.</summary>
    public async Task<IReadOnlyList<WaitlistEntry>> OfCustomerAsync(UserId user, CancellationToken cancellation)
    {
        var list = ReadModelList.OfPartition(WaitlistProjection.ModelName, WaitlistProjection.PartitionOf(user));
        var page = await models.ListAsync(list, new ListRange(null, null, null), cancellation);
        return [.. page.Where(document => document.Body is not null).Select(WaitlistProjection.Read)];
    }
}

/// <summary>The read model does not have an entry yet.</summary>
public sealed class EntryNotReadException() : Exception("An entry of a waitlist is not in the read model yet.");
