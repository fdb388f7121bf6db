using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Waitlist.Offers;
using BookingEngine.Waitlist.Signals;
using NodaTime;

namespace BookingEngine.Waitlist.Commands;

/// <param name="UserId">The customer. Ignored for a guest.</param>
/// <param name="From">A date, or an instant, as in all ranges.</param>
/// <param name="To">Excluded. At most <see cref="MaximumDays"/> later.</param>
public sealed record JoinWaitlist(UserId UserId, ServiceId ServiceId, RangeBound From, RangeBound To)
{
    public const int MaximumDays = 366;

    /// <summary>How far from now a wish may end. The person and the entry are kept until then.</summary>
    public static readonly Duration Furthest = Duration.FromDays(10 * MaximumDays);

    /// <summary>Null for any resource of the service.</summary>
    public ResourceId? ResourceId { get; init; }

    /// <inheritdoc cref="Wish.Weekdays"/>
    public ImmutableArray<IsoDayOfWeek> Weekdays { get; init; } = [];

    /// <inheritdoc cref="Wish.Times"/>
    public ImmutableArray<HoursInterval> Times { get; init; } = [];

    public int Quantity { get; init; } = 1;

    /// <inheritdoc cref="Wish.Length"/>
    public Duration? Length { get; init; }

    /// <summary>Whom staff let wait; null for a customer with an account.</summary>
    public Guest? Guest { get; init; }

    /// <inheritdoc cref="WaitlistEntry.Languages"/>
    public string? Languages { get; init; }
}

/// <summary>Adds an entry to the waitlist of a service. The caller has checked who may. Its id follows from the command's, so a retry finds it.</summary>
public sealed class JoinWaitlistHandler(
    CommandExecutor executor, AggregateLoader loader, WishSearch search, CandidateReader reader, WaitlistPlaces places, WaitlistEntries entries,
    WaitlistFlags flags, WaitlistSignal signal, GuestIdentities guests, BookingTexts texts)
{
    /// <returns>The entry, or a refusal: <see cref="SlotsAvailable"/>, <see cref="WaitlistRefusals.Full"/>, <see cref="WaitlistRefusals.ServiceFull"/>,
    /// <see cref="WaitlistRefusals.InThePast"/>, <see cref="WaitlistRefusals.TooFarAhead"/>, <see cref="WaitlistRefusals.NeverMet"/>, and those of a search for
    /// the same times.</returns>
    public async Task<Outcome<WaitlistEntry>> HandleAsync(JoinWaitlist command, CommandContext context, CancellationToken cancellation)
    {
        if (await executor.FindEarlierAsync(context, cancellation) is [{ Event: EntryJoined earlier }])
        {
            return await FinishAsync(earlier, cancellation);
        }

        var user = command.Guest is { } guest ? await guests.FindOrDeriveAsync(guest, context, cancellation) : command.UserId;
        if ((await WishAsync(command, user, context.Now, cancellation)).IsRefused(out var refusal, out var wish))
        {
            return refusal;
        }

        var joined = new EntryJoined(new EntryId(context.CommitId.Derive("entry")), user, command.ServiceId, wish, Details: null) { Languages = command.Languages };
        return await places.TakeAsync(joined, context, cancellation) ?? await JoinAsync(joined, command.Guest, context, cancellation);
    }

    public static Decision Join(ServiceWaitlist list, EntryJoined joined) => list.Find(joined.EntryId) is not null ? Decision.Nothing
        : list.Entries.Length >= ServiceWaitlist.Maximum ? WaitlistRefusals.ServiceFull
        : Decision.Of(joined);

    private async Task<Outcome<WaitlistEntry>> JoinAsync(EntryJoined joined, Guest? guest, CommandContext context, CancellationToken cancellation)
    {
        if (guest is not null)
        {
            joined = joined with { Details = await texts.EncryptAsync(joined.UserId, new BookingId(joined.EntryId.Value), guest.AddTo(null)) };
            if (joined.Details is null)
            {
                return BookingRefusals.CustomerErased;
            }
        }

        var outcome = await executor.RecordAsync<ServiceWaitlist>(
            ServiceWaitlist.StreamOf(joined.ServiceId), context, list => Join(list, joined), cancellation);
        return outcome.Refusal is { } refusal ? refusal : await FinishAsync(joined, CancellationToken.None);
    }

    // From here on a freed place leads to a look. What has become free since the search is found by the look that is queued now.
    private async Task<Outcome<WaitlistEntry>> FinishAsync(EntryJoined joined, CancellationToken cancellation)
    {
        var stream = ServiceWaitlist.StreamOf(joined.ServiceId);
        await flags.OpenAsync(joined.ServiceId, (await loader.LoadAsync<ServiceWaitlist>(stream, cancellation)).Aggregate.State.OpenedAt, cancellation);
        await signal.TrySendAsync(stream);
        return await entries.FindAsync(joined.EntryId, cancellation) is { } entry ? entry : WaitlistRefusals.NotFound;
    }

    private async Task<Outcome<Wish>> WishAsync(JoinWaitlist command, UserId user, Instant now, CancellationToken cancellation)
    {
        var request = new AvailabilityRequest(command.ServiceId, command.ResourceId, command.Quantity, Zone: null, CanSeeRetired: false) { Length = command.Length };
        if ((await reader.ReadAsync(request, now, cancellation)).IsRefused(out var refusal, out var candidates))
        {
            return refusal;
        }

        var zone = candidates.ZoneFrom(command.From);
        if (TimeRange.Of(command.From, command.To, zone, JoinWaitlist.MaximumDays).IsRefused(out refusal, out var range))
        {
            return refusal;
        }

        if (range.To > now + JoinWaitlist.Furthest)
        {
            return WaitlistRefusals.TooFarAhead;
        }

        var wish = new Wish(command.ResourceId, range.From, range.To, command.Weekdays, command.Times, zone.Id, command.Quantity) { Length = command.Length };
        var free = (await search.FindAsync(candidates, user, wish, _ => true, AlternativeSlots.MaximumStarts, cancellation)).Slots;
        return range.To <= Instant.Max(now, range.From) ? WaitlistRefusals.InThePast
            : !wish.IsPossibleAfter(now) ? WaitlistRefusals.NeverMet
            : free.IsEmpty ? wish
            : new SlotsAvailable([.. free.Select(slot => slot.Start)]);
    }
}
