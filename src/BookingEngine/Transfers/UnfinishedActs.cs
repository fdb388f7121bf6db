using System.Collections.Immutable;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Transfers;

/// <summary>Settles what earlier acts have left unfinished, so that it is in nobody's way.</summary>
public sealed class UnfinishedActs(NeedCandidateReader reader, TransferRecovery recovery)
{
    /// <summary>Settles the reservations of the booking itself, and those whose deadline has passed.</summary>
    /// <returns>How many reservations there were, also of acts that go on. What else is in the way will not end soon.</returns>
    public Task<int> SettleAsync(ImmutableArray<ResourceNeed> needs, BookingId booking, Instant now, CancellationToken cancellation) =>
        SettleAsync(needs, reserved => reserved == booking, now, cancellation);

    /// <param name="isOwn">Whether a booking is one that is asked for.</param>
    /// <inheritdoc cref="SettleAsync(ImmutableArray{ResourceNeed}, BookingId, Instant, CancellationToken)"/>
    public async Task<int> SettleAsync(ImmutableArray<ResourceNeed> needs, Func<BookingId, bool> isOwn, Instant now, CancellationToken cancellation) =>
        await SettleAsync(await reader.ReadAsync(needs, isNewest: true, cancellation), isOwn, now, cancellation);

    /// <param name="calendars">As the store has them now.</param>
    /// <inheritdoc cref="SettleAsync(ImmutableArray{ResourceNeed}, Func{BookingId, bool}, Instant, CancellationToken)"/>
    public async Task<int> SettleAsync(IEnumerable<ResourceAtLocation> calendars, Func<BookingId, bool> isOwn, Instant now, CancellationToken cancellation)
    {
        var found = calendars.SelectMany(at => at.State.PendingTransfers(at.Resource.Id)).ToList();
        foreach (var (move, _) in found.Where(p => isOwn(p.Move.BookingId) || now > p.Pending.Since + JointDecisions.RecoveryDelay))
        {
            await recovery.SettleAsync(move, cancellation);
        }

        return found.Count;
    }
}
