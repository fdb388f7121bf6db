using System.Collections.Immutable;
using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;

namespace BookingEngine.Bookings;

/// <summary>Books a slot of one resource, or of any that gives the service. The resource's calendar decides; whoever loses the race for one is
/// tried on the next.</summary>
public sealed class BookSlotHandler(
    CommandExecutor executor, ResourceCalendars calendars, CatalogueCache catalogue, StaffOfResources staff, PersonalData personal)
{
    public static readonly Refusal InThePast =
        new(RefusalKind.Rule, "slot_in_past", "The slot lies in the past: choose one that is yet to come.");

    public static readonly Refusal OutOfRange =
        new(RefusalKind.Rule, "slot_out_of_range", "The slot lies too far ahead: choose one before the year 9000.");

    public static readonly Refusal Unavailable =
        new(RefusalKind.Conflict, "slot_unavailable", "The slot is taken: choose another time.");

    public static readonly Refusal UnknownService =
        new(RefusalKind.Rule, "unknown_service", "There is no such service: choose one of GET /services.");

    public static readonly Refusal UnknownResource =
        new(RefusalKind.Rule, "unknown_resource", "There is no such resource: choose one of GET /resources, or leave it out.");

    public static readonly Refusal NotYours =
        new(RefusalKind.Forbidden, "override_forbidden", "Only staff of the resource and administrators book against its rules.");

    /// <summary>The resource went to another location between two looks.</summary>
    private static readonly Refusal Moving =
        new(RefusalKind.Conflict, "resource_moving", "The resource is being moved to another location: try again.");

    public async Task<Outcome<Booking>> HandleAsync(BookSlot command, CommandContext context, CancellationToken cancellation)
    {
        var outcome = await TryAsync(command, context, cancellation);
        return outcome.Refusal is not null && await executor.FindEarlierAsync(context, cancellation) is [var earlier] ? BookingOf(earlier) : outcome;
    }

    /// <param name="location">Where the resource stands; the calendar says whether it still does.</param>
    public static Decision Book(Calendar calendar, BookingMade wanted, SlotTerms terms, Location location)
    {
        if (calendar.Standing(wanted.ResourceId).Value is not { } resource)
        {
            return UnknownResource;
        }

        if (resource.LocationId != location.Id)
        {
            return Moving;
        }

        var view = new PlacedCalendar(resource, location, calendar).View;
        return SlotCheck.Check(wanted.Start, terms, view, wanted.IsOverride) is { } refusal ? refusal : Decision.Of(wanted);
    }

    private async Task<Outcome<Booking>> TryAsync(BookSlot command, CommandContext context, CancellationToken cancellation)
    {
        if (await catalogue.ServiceAsync(command.ServiceId, cancellation) is not { } service)
        {
            return UnknownService;
        }

        var candidates = await calendars.FindAsync(command.ResourceId is { } one ? [one] : service.ResourceIds, cancellation);
        if (candidates.IsEmpty)
        {
            return UnknownResource;
        }

        if (command.OverridesAs is { } role && !await staff.MayAsync(command.UserId, role, candidates, cancellation))
        {
            return NotYours;
        }

        var resolved = LocalTimes.Resolve(command.When, [.. candidates.Select(c => c.Zone)]);
        return resolved.IsRefused(out var broken, out var start)
            ? broken
            : await BookAnyAsync(new Wish(command, service, start, context), candidates, cancellation);
    }

    private async Task<Outcome<Booking>> BookAnyAsync(Wish wish, ImmutableArray<PlacedCalendar> candidates, CancellationToken cancellation)
    {
        Sealed? details = wish.Command.Details is { } text ? (await personal.KeyForAsync(wish.Command.UserId.ToString())).Seal(text) : null;
        Refusal? refusal = null;
        foreach (var placed in SlotAssignment.Order(candidates, wish.Terms, wish.Start))
        {
            var wanted = wish.Make(placed) with { Details = details };
            var outcome = await executor.RecordAsync<Calendar>(
                Calendar.StreamOf(wanted.ResourceId), wish.Context, calendar => Book(calendar, wanted, wish.Terms, placed.Location), cancellation);
            if (!outcome.IsRefused(out var why, out var recorded))
            {
                return BookingOf(recorded.Single());
            }

            // What others took can change; what a rule says of one resource does not help with another.
            refusal = refusal is null or { Kind: RefusalKind.Rule } && why.Kind is RefusalKind.Conflict ? why : refusal ?? why;
        }

        return await WithNextStartsAsync(refusal!, wish, candidates, cancellation);
    }

    private async Task<Refusal> WithNextStartsAsync(
        Refusal refusal, Wish wish, ImmutableArray<PlacedCalendar> candidates, CancellationToken cancellation)
    {
        if (refusal.Code != Unavailable.Code)
        {
            return refusal;
        }

        // As the decisions left them: known to this process by now.
        var fresh = await calendars.FindAsync([.. candidates.Select(c => c.Resource.Id)], cancellation);
        var offered = AvailabilitySearch.Next(wish.Terms, [.. fresh.Select(c => c.View)], wish.Start, wish.Start + Wish.Horizon, Wish.NextStarts);
        return refusal with { NextStarts = [.. offered.Select(o => o.Start)] };
    }

    // By what was recorded, which may be an earlier attempt's: the first answer, whenever it is given.
    private static Booking BookingOf(RecordedEvent recorded) => Booking.Of((BookingMade)recorded.Event, recorded.Metadata.RecordedAt);
}
