using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings.Book;

/// <summary>A slot that somebody wants to have.</summary>
/// <param name="When">When it begins; without an offset, in local time where the resource stands.</param>
/// <param name="ResourceId">Any that gives the service, where null.</param>
/// <param name="Quantity">Seats.</param>
/// <param name="IsOverride">Whether against the rules.</param>
public sealed record SlotRequest(Actor Actor, SlotInput When, ServiceId ServiceId, ResourceId? ResourceId, int Quantity, bool IsOverride)
{
    /// <summary>Whether it is for somebody without an account.</summary>
    public bool IsForGuest { get; init; }
}

/// <summary>One way to have it: the service as it is now, where, and at which instant.</summary>
public sealed record SlotCandidate(Service Service, ResourceAtLocation At, Instant Start)
{
    /// <summary>The time that it takes. Beyond the range nothing is booked, and no clock on a wall shows it.</summary>
    public BookedInterval Time => BookedInterval.From(SlotRange.Within(Start), Service.Duration, At.Location);
}

/// <summary>Takes a slot of one resource, or of any that gives the service. The resource's calendar decides; whoever loses the race for one is
/// tried on the next.</summary>
public sealed class SlotAllocator(
    CommandExecutor executor, CalendarReader calendars, CatalogueCache catalogue, BookingAccess staff, AlternativeSlots freeStarts)
{
    /// <param name="take">The event that takes it.</param>
    /// <param name="admit">Asked before each calendar is; a refusal ends the search. Null where nothing has to be asked.</param>
    /// <returns>What is recorded: by this attempt at the command, or an earlier one.</returns>
    public async Task<Outcome<RecordedEvent>> RunAsync(
        SlotRequest wish, CommandContext context, Func<SlotCandidate, IDomainEvent> take, Func<SlotCandidate, Task<Refusal?>>? admit, CancellationToken cancellation)
    {
        var outcome = await TryAsync(wish, context, take, admit, cancellation);
        return outcome.Refusal is not null && await executor.FindEarlierAsync(context, cancellation) is [var earlier] ? earlier : outcome;
    }

    private async Task<Outcome<RecordedEvent>> TryAsync(
        SlotRequest wish, CommandContext context, Func<SlotCandidate, IDomainEvent> take, Func<SlotCandidate, Task<Refusal?>>? admit, CancellationToken cancellation)
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

        if (wish.IsForGuest && !await staff.CanManageAsync(wish.Actor, candidates.Select(c => c.Resource.Id), cancellation))
        {
            return BookingRefusals.GuestForbidden;
        }

        if (wish.IsOverride && !await staff.CanManageAsync(wish.Actor, candidates.Select(c => c.Resource.Id), cancellation))
        {
            return BookingRefusals.OverrideForbidden;
        }

        var resolved = LocalTimes.Resolve(wish.When, [.. candidates.Select(c => c.Zone)]);
        return resolved.IsRefused(out var broken, out var start)
            ? broken
            : await TakeAnyAsync(wish, new SlotQuery(service, context.Now, wish.Quantity), start, candidates, context, take, admit, cancellation);
    }

    private async Task<Outcome<RecordedEvent>> TakeAnyAsync(
        SlotRequest wish, SlotQuery terms, Instant start, ImmutableArray<ResourceAtLocation> candidates, CommandContext context,
        Func<SlotCandidate, IDomainEvent> take, Func<SlotCandidate, Task<Refusal?>>? admit, CancellationToken cancellation)
    {
        Refusal? refusal = null;
        foreach (var placed in SlotAssignment.Order(candidates, terms, start))
        {
            var choice = new SlotCandidate(terms.Service, placed, start);
            if (admit is not null && await admit(choice) is { } unwelcome)
            {
                return unwelcome;
            }

            var (resource, wanted) = (placed.Resource.Id, take(choice));
            var outcome = await executor.RecordAsync<Calendar>(
                Calendar.StreamOf(resource), context,
                calendar => SlotDecision.Decide(calendar, resource, placed.Location, start, terms, wish.IsOverride, wanted), cancellation);
            if (!outcome.IsRefused(out var why, out var recorded))
            {
                return recorded.Single();
            }

            // What others took can change; what a rule says of one resource does not help with another.
            refusal = refusal is null or { Kind: RefusalKind.Rule } && why.Kind is RefusalKind.Conflict ? why : refusal ?? why;
        }

        return await freeStarts.AddToAsync(refusal!, terms, candidates.Select(c => c.Resource.Id), start, cancellation);
    }
}
