using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Waitlist.Commands;

/// <summary>Counts the open entries of a customer over all waitlists. The customer's own stream decides, so requests at the same time cannot exceed the
/// maximum. It learns that entries are closed when it seems full.</summary>
public sealed class WaitlistPlaces(CommandExecutor executor, AggregateLoader loader, WaitlistEntries entries, IIds ids)
{
    /// <summary>An entry that has not joined by then never does.</summary>
    private static readonly Duration JoinsWithin = Duration.FromMinutes(1);

    /// <summary>Null if the customer has a place for the entry.</summary>
    public async Task<Refusal?> TakeAsync(EntryJoined joined, CommandContext context, CancellationToken cancellation) =>
        await TryTakeAsync(joined, context, cancellation) is not { } full ? null
        : await FreeAsync(joined.UserId, context, cancellation) > 0 ? await TryTakeAsync(joined, context, cancellation)
        : full;

    public static Decision Take(CustomerPlaces state, EntryJoined joined) =>
        state.Places.Any(place => place.EntryId == joined.EntryId) ? Decision.Nothing
        : state.Places.Length >= CustomerPlaces.Maximum ? WaitlistRefusals.Full
        : Decision.Of(new PlaceTaken(joined.EntryId, joined.ServiceId));

    private async Task<Refusal?> TryTakeAsync(EntryJoined joined, CommandContext context, CancellationToken cancellation) =>
        (await executor.ExecuteAsync<CustomerPlaces>(
            CustomerPlaces.StreamOf(joined.UserId), StepOf(context), state => Take(state, joined), cancellation)).Refusal;

    private async Task<int> FreeAsync(UserId user, CommandContext context, CancellationToken cancellation)
    {
        var stream = CustomerPlaces.StreamOf(user);
        var free = ImmutableArray.CreateBuilder<EntryId>();
        foreach (var place in (await loader.RefreshAsync<CustomerPlaces>(stream, cancellation)).State.Places)
        {
            if (!await IsUsedAsync(place, context.Now, cancellation))
            {
                free.Add(place.EntryId);
            }
        }

        if (free.Count > 0)
        {
            await executor.ExecuteAsync<CustomerPlaces>(stream, StepOf(context), _ => Decision.Of(new PlacesLeft(free.ToImmutable())), cancellation);
        }

        return free.Count;
    }

    // The read model may be behind the stream after a crash.
    private async Task<bool> IsUsedAsync(WaitlistPlace place, Instant now, CancellationToken cancellation) =>
        await entries.FindAsync(place.EntryId, cancellation) is { } entry ? entry.IsOpen
            : now < place.Since + JoinsWithin
            || (await loader.RefreshAsync<ServiceWaitlist>(ServiceWaitlist.StreamOf(place.ServiceId), cancellation)).State.Find(place.EntryId) is not null;

    private CommandContext StepOf(CommandContext context) => context with { CommitId = new CommitId(ids.Next()), Attempt = null };
}
