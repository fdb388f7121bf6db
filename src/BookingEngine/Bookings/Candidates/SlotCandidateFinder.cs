using BookingEngine.Calendars;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>Finds the resources to ask for a slot: the requested one, or all of the service.</summary>
public sealed class SlotCandidateFinder(CalendarReader calendars, BookingAccess access)
{
    public async Task<Outcome<SlotCandidates>> FindAsync(SlotRequest request, Instant now, CancellationToken cancellation)
    {
        if (request.Service.OfLength(request.Length) is not { } service)
        {
            return SlotRefusals.DurationNotOffered;
        }

        var resources = await calendars.FindAsync(request.ResourceId is { } one ? [one] : request.Service.ResourceIds, cancellation);
        if (resources.IsEmpty)
        {
            return BookingRefusals.UnknownResource;
        }

        if ((request.IsForGuest || request.IsOverride)
            && !await access.CanManageAsync(request.Actor, resources.Select(r => r.Resource.Id), cancellation))
        {
            return request.IsForGuest ? BookingRefusals.GuestForbidden : BookingRefusals.OverrideForbidden;
        }

        return SlotStart.Resolve(request.When, resources).IsRefused(out var refusal, out var found)
            ? refusal
            : new SlotCandidates(new SlotQuery(service, now, request.Quantity), found.Resources, found.Start, request.IsOverride);
    }
}
