using System.Collections.Immutable;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingMails.AddressChanges;

/// <summary>A change of a user's mail address, and its neighbours.</summary>
/// <param name="Former">The address before.</param>
/// <param name="Email">The address since.</param>
/// <param name="At">When it happened.</param>
/// <param name="Previous">The change before; null for none.</param>
/// <param name="IsLast">Whether the address is the present one.</param>
public sealed record AddressChange(string Former, string Email, Instant At, (long Version, Instant At)? Previous, bool IsLast);

/// <summary>Reads changes of addresses from the user's own stream, which has few events.</summary>
public sealed class AddressChangeReader(IEventStore store, EventCatalogue catalogue, PersonalData personal)
{
    private const int PageSize = 200;

    /// <summary>Null if the person was erased.</summary>
    /// <param name="version">Of the change's event in the user's stream.</param>
    public async Task<AddressChange?> FindAsync(UserId user, long version, CancellationToken cancellation)
    {
        var changes = await ReadAsync(user, cancellation);
        var n = changes.FindIndex(change => change.Version == version);
        return n < 0 || await personal.FindKeyAsync($"{user}", cancellation) is not { } key ? null : new AddressChange(
            key.Decrypt(((EmailChanged)changes[n].Event).FormerEmail), key.Decrypt(((EmailChanged)changes[n].Event).Email), changes[n].Metadata.RecordedAt,
            n == 0 ? null : (changes[n - 1].Version, changes[n - 1].Metadata.RecordedAt), n == changes.Count - 1);
    }

    private async Task<ImmutableList<RecordedEvent>> ReadAsync(UserId user, CancellationToken cancellation)
    {
        var changes = ImmutableList.CreateBuilder<RecordedEvent>();
        var position = 0L;
        while (await store.ReadAsync(user.Stream, position, PageSize, cancellation) is { Count: > 0 } commits)
        {
            changes.AddRange(commits.SelectMany(catalogue.Read).Where(recorded => recorded.Event is EmailChanged));
            position = commits[^1].Version;
        }

        return changes.ToImmutable();
    }
}
