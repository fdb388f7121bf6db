using System.Collections.Immutable;
using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>A slot that somebody wants to have.</summary>
/// <param name="When">When it begins; without an offset, in local time where the resource stands.</param>
/// <param name="ResourceId">Any that gives the service, where null.</param>
/// <param name="Quantity">Seats.</param>
/// <param name="IsOverride">Whether against the rules.</param>
public sealed record SlotWish(Actor Actor, WrittenTime When, ServiceId ServiceId, ResourceId? ResourceId, int Quantity, bool IsOverride)
{
    /// <summary>Whether it is for somebody without an account.</summary>
    public bool IsForGuest { get; init; }
}

/// <summary>One way to have it: the service as it is now, where, and at which instant.</summary>
public sealed record SlotChoice(Service Service, PlacedCalendar At, Instant Start)
{
    /// <summary>The time that it takes. Beyond the range nothing is booked, and no clock on a wall shows it.</summary>
    public AgreedTime Time => AgreedTime.From(SlotRange.Within(Start), Service.Duration, At.Location);
}

/// <summary>Takes a slot of one resource, or of any that gives the service. The resource's calendar decides; whoever loses the race for one is
/// tried on the next.</summary>
public sealed class TakeSlot(
    CommandExecutor executor, ResourceCalendars calendars, CatalogueCache catalogue, StaffOfResources staff, FreeStarts freeStarts)
{
    /// <param name="take">The event that takes it.</param>
    /// <param name="admit">Asked before each calendar is; a refusal ends the search. Null where nothing has to be asked.</param>
    /// <returns>What is recorded: by this attempt at the command, or an earlier one.</returns>
    public async Task<Outcome<RecordedEvent>> RunAsync(
        SlotWish wish, CommandContext context, Func<SlotChoice, IDomainEvent> take, Func<SlotChoice, Task<Refusal?>>? admit, CancellationToken cancellation)
    {
        var outcome = await TryAsync(wish, context, take, admit, cancellation);
        return outcome.Refusal is not null && await executor.FindEarlierAsync(context, cancellation) is [var earlier] ? earlier : outcome;
    }

    /// <param name="take">The event that takes the slot.</param>
    /// <param name="location">Where the resource stands; the calendar says whether it still does.</param>
    public static Decision Decide(
        Calendar calendar, ResourceId resourceId, Location location, Instant start, SlotTerms terms, bool isOverride, IDomainEvent take)
    {
        if (calendar.Standing(resourceId).Value is not { } resource)
        {
            return BookingRefusals.UnknownResource;
        }

        if (resource.LocationId != location.Id)
        {
            return BookingRefusals.ResourceMoving;
        }

        var view = new PlacedCalendar(resource, location, calendar).View;
        return SlotCheck.Check(start, terms, view, isOverride) is { } refusal ? refusal : Decision.Of(take);
    }

    private async Task<Outcome<RecordedEvent>> TryAsync(
        SlotWish wish, CommandContext context, Func<SlotChoice, IDomainEvent> take, Func<SlotChoice, Task<Refusal?>>? admit, CancellationToken cancellation)
    {
        if (await catalogue.ServiceAsync(wish.ServiceId, cancellation) is not { } service)
        {
            return BookingRefusals.UnknownService;
        }

        var candidates = await calendars.FindAsync(wish.ResourceId is { } one ? [one] : service.ResourceIds, cancellation);
        if (candidates.IsEmpty)
        {
            return BookingRefusals.UnknownResource;
        }

        if (wish.IsForGuest && !await staff.MayAsync(wish.Actor, candidates.Select(c => c.Resource.Id), cancellation))
        {
            return BookingRefusals.GuestForbidden;
        }

        if (wish.IsOverride && !await staff.MayAsync(wish.Actor, candidates.Select(c => c.Resource.Id), cancellation))
        {
            return BookingRefusals.OverrideForbidden;
        }

        var resolved = LocalTimes.Resolve(wish.When, [.. candidates.Select(c => c.Zone)]);
        return resolved.IsRefused(out var broken, out var start)
            ? broken
            : await TakeAnyAsync(wish, new SlotTerms(service, context.Now, wish.Quantity), start, candidates, context, take, admit, cancellation);
    }

    private async Task<Outcome<RecordedEvent>> TakeAnyAsync(
        SlotWish wish, SlotTerms terms, Instant start, ImmutableArray<PlacedCalendar> candidates, CommandContext context,
        Func<SlotChoice, IDomainEvent> take, Func<SlotChoice, Task<Refusal?>>? admit, CancellationToken cancellation)
    {
        Refusal? refusal = null;
        foreach (var placed in SlotAssignment.Order(candidates, terms, start))
        {
            var choice = new SlotChoice(terms.Service, placed, start);
            if (admit is not null && await admit(choice) is { } unwelcome)
            {
                return unwelcome;
            }

            var (resource, wanted) = (placed.Resource.Id, take(choice));
            var outcome = await executor.RecordAsync<Calendar>(
                Calendar.StreamOf(resource), context,
                calendar => Decide(calendar, resource, placed.Location, start, terms, wish.IsOverride, wanted), cancellation);
            if (!outcome.IsRefused(out var why, out var recorded))
            {
                return recorded.Single();
            }

            // What others took can change; what a rule says of one resource does not help with another.
            refusal = refusal is null or { Kind: RefusalKind.Rule } && why.Kind is RefusalKind.Conflict ? why : refusal ?? why;
        }

        return await freeStarts.NameInAsync(refusal!, terms, candidates.Select(c => c.Resource.Id), start, cancellation);
    }
}
