using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>What a resource's calendar decides when a slot of it is to be taken.</summary>
public static class SlotDecision
{
    /// <param name="take">The event that takes the slot.</param>
    /// <param name="location">Where the resource stands; the calendar says whether it still does.</param>
    public static Decision Decide(
        Calendar calendar, ResourceId resourceId, Location location, Instant start, SlotQuery terms, bool isOverride, IDomainEvent take)
    {
        if (calendar.Standing(resourceId).Value is not { } resource)
        {
            return BookingRefusals.UnknownResource;
        }

        if (resource.LocationId != location.Id)
        {
            return BookingRefusals.ResourceMoving;
        }

        var view = new ResourceAtLocation(resource, location, calendar).View;
        return SlotCheck.Check(start, terms, view, isOverride) is { } refusal ? refusal : Decision.Of(take);
    }
}
