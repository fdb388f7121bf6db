using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using BookingEngine.Users.Sessions;
using NodaTime;

namespace BookingEngine.Erasure;

/// <summary>Erases a person whose last booking and last sign-in are old. Members of the team stay.</summary>
public sealed class RetainedPersons(
    AggregateLoader loader, IReadModelStore models, ISessions sessions, PersonalData personal, PersonErasure erasure, RetainedEntries entries, IIds ids, TimeProvider time)
{
    private const int MaximumSessions = 1_000;

    /// <param name="cutoff">What is not before it keeps the person.</param>
    /// <param name="recordedSince">Sign-ins from before are not known. A user without a recorded one counts from then on.</param>
    /// <returns>Whether the person was erased.</returns>
    public async Task<bool> EraseIfOldAsync(UserId id, Instant cutoff, Instant recordedSince, CancellationToken cancellation)
    {
        var user = (await loader.RefreshAsync<User>(id.Stream, cancellation)).State;
        if (user.Status is not (UserStatus.Registered or UserStatus.Unknown)
            || (user.Status is UserStatus.Registered && (user.LastSignIn ?? recordedSince) >= cutoff)
            || (await loader.RefreshAsync<Team>(Team.Stream, cancellation)).State.MemberOf(id).Role is not Role.Customer
            || await HasBookingAsync(id, cutoff, cancellation)
            || await entries.KeepAsync(id, cutoff, cancellation)
            || await IsSignedInAsync(id, cutoff, cancellation)
            || await personal.FindKeyAsync(id.ToString(), cancellation) is null)
        {
            return false;
        }

        var context = new CommandContext(new CommitId(ids.Next()), time.Now(), Actor: null, $"retention of {id}");
        return (await erasure.EraseAsync(new UserErased(id, ErasureOrigin.Retention, By: null, From: null), context, cancellation)).Refusal is null;
    }

    // A session from long ago may be in use.
    private async Task<bool> IsSignedInAsync(UserId id, Instant cutoff, CancellationToken cancellation)
    {
        var now = time.Now();
        return (await sessions.ListAsync(id, now, now + Duration.FromDays(1), MaximumSessions, cancellation)).Any(session => session.RefreshedAt >= cutoff);
    }

    private async Task<bool> HasBookingAsync(UserId id, Instant cutoff, CancellationToken cancellation)
    {
        var list = await models.ListAsync(BookingLists.OfUser(id).Single(), BookingLists.Between(cutoff - BookingLength.Maximum, null), cancellation);
        return list.Select(BookingsProjection.Read).Any(booking => booking.End >= cutoff);
    }
}
