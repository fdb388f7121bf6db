using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.BookingLimits;

/// <summary>Aligns claims with what calendars have recorded.</summary>
public sealed class ClaimAlignment(ClaimStreams streams, BookingFinder finder, CatalogueCache catalogue, IReleasedLimits followers)
{
    /// <summary>Aligns the customer's claim with the booking's present time and status. This frees its earlier day at once.</summary>
    public Task AlignCustomerAsync(UserId user, BookingId id, CommandContext context, CancellationToken cancellation) => AlignAsync(
        CustomerClaims.StreamOf(user), id, current => current.Status.IsCalledOff ? null : ClaimedTime.Of(current), context, cancellation);

    /// <summary>Aligns the claims of the service's periods.</summary>
    /// <param name="days">The local dates at which it may be claimed.</param>
    /// <returns>Whether a time that counted does not count any more.</returns>
    public async Task<bool> AlignServiceAsync(
        BookingId id, Service service, IEnumerable<LocalDate> days, CommandContext context, CancellationToken cancellation)
    {
        var isFreed = false;
        foreach (var period in days.SelectMany(day => PeriodStream.Of(service, day)).Distinct())
        {
            isFreed |= await AlignAsync(period.Stream, id, current => TimeIn(period, current, service), context, cancellation);
        }

        return isFreed;
    }

    /// <summary>Settles the expired claims of a stream, and aligns them: a booking may have left the period meanwhile.</summary>
    /// <returns>How many claims had expired.</returns>
    public async Task<int> SettleAsync(StreamName stream, Instant now, CancellationToken cancellation)
    {
        var settled = await streams.SettleAsync(stream, now, cancellation);
        if (PeriodStream.TryParse(stream) is { } period && await catalogue.ServiceAsync(period.Service, cancellation) is { } service)
        {
            foreach (var id in settled)
            {
                var context = new CommandContext(new CommitId(id.Value), now, Actor: null, id.ToString());
                await AlignAsync(stream, id, booking => TimeIn(period, booking, service), context, cancellation);
            }

            await (settled.Count > 0 ? followers.FollowAsync(service.Id) : Task.CompletedTask);
        }

        return settled.Count;
    }

    /// <summary>Aligns all claims of a booking that a command could not change.</summary>
    /// <param name="days">The local dates at which it may be claimed.</param>
    public async Task AlignAsync(LimitSubject subject, IEnumerable<LocalDate> days, CommandContext context)
    {
        if (subject.IsOfCustomer && subject.Service.ClaimsCustomer)
        {
            await AlignCustomerAsync(subject.UserId, subject.Id, context, CancellationToken.None);
        }

        await AlignServiceAsync(subject.Id, subject.Service, days, context, CancellationToken.None);
    }

    /// <summary>Aligns all claims of a booking that has another time, within the same command.</summary>
    /// <param name="days">The local dates at which it may be claimed.</param>
    public async Task AlignAsync(Booking booking, Service service, IEnumerable<LocalDate> days, CommandContext context)
    {
        if (booking.IsLimited && service.ClaimsCustomer)
        {
            await AlignCustomerAsync(booking.UserId, booking.Id, context, CancellationToken.None);
        }

        await AlignServiceAsync(booking.Id, service, days, context, CancellationToken.None);
        await (service.HasClaims ? followers.FollowAsync(booking.ResourceId) : Task.CompletedTask);
    }

    /// <summary>Releases the customer's claim of a hold that is over, or that has become a booking without limits.</summary>
    public Task ReleaseCustomerAsync(UserId user, BookingId id, CommandContext context) => ReleaseAsync(CustomerClaims.StreamOf(user), id, context);

    /// <summary>Releases the claims of a booking that was ended, within the same command. Others can book at once.</summary>
    /// <param name="ended">Does nothing for a refusal, or for a booking without limits.</param>
    public async Task ReleaseAsync(Outcome<Booking> ended, CommandContext context, CancellationToken cancellation)
    {
        if (ended.IsRefused(out _, out var booking))
        {
            return;
        }

        if (booking.IsLimited)
        {
            await ReleaseAsync(CustomerClaims.StreamOf(booking.UserId), booking.Id, context);
        }

        await ReleaseAsync(booking.ServiceId, booking.ResourceId, booking.Id, ClaimedTime.Of(booking).Day, context, cancellation);
    }

    /// <summary>Releases the claims of a booking or hold in the service's periods. Call it after the customer's claim is released.</summary>
    public async Task ReleaseAsync(
        ServiceId service, ResourceId resource, BookingId id, LocalDate day, CommandContext context, CancellationToken cancellation)
    {
        if (await catalogue.ServiceAsync(service, cancellation) is { HasClaims: true } limited)
        {
            foreach (var period in PeriodStream.Of(limited, day))
            {
                await ReleaseAsync(period.Stream, id, context);
            }

            await followers.FollowAsync(resource);
        }
    }

    /// <summary>Null if the booking does not count in the period.</summary>
    private static ClaimedTime? TimeIn(PeriodStream period, Booking booking, Service service) =>
        LimitSubject.ServiceTimeOf(booking, service) is var time && !booking.Status.IsCalledOff && period.Contains(time.Day)
            ? time
            : null;

    // It reads the claim before the booking, and writes only if the claim is unchanged. So it never replaces a newer time by an older one, in
    // whatever order the events of several calendars come.
    // True if a time that counted does not count any more.
    private async Task<bool> AlignAsync(
        StreamName stream, BookingId id, Func<Booking, ClaimedTime?> timeOf, CommandContext context, CancellationToken cancellation)
    {
        while (true)
        {
            var seen = (await streams.ReadAsync(stream, cancellation)).Find(id);
            if (await finder.FindAsync(id, cancellation) is not { } booking || DueEvent(booking, seen, timeOf(booking)) is not { } due)
            {
                return false;
            }

            if (await streams.RecordAsync(stream, context, claims => claims.Find(id) == seen, due))
            {
                return due is LimitReleased || seen is { Confirmed: not null };
            }
        }
    }

    /// <summary>The event that aligns the claim; null if it is right, or if a command that still runs will decide.</summary>
    private static IDomainEvent? DueEvent(Booking booking, LimitClaim? claim, ClaimedTime? time) => (claim, time) switch
    {
        (null, null) => null,
        ({ Pending: not null }, null) when !booking.Status.IsCalledOff => null,
        (_, null) => new LimitReleased(booking.Id),
        ({ } known, _) when known.Confirmed == time && known.Pending?.Time != time => null,
        _ => new LimitConfirmed(booking.Id, booking.ServiceId, time),
    };

    private async Task ReleaseAsync(StreamName stream, BookingId id, CommandContext context) =>
        await streams.RecordAsync(stream, context, claims => claims.Find(id) is not null, new LimitReleased(id));
}
