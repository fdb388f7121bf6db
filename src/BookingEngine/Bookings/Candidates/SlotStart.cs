using System.Collections.Immutable;
using BookingEngine.Calendars;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Bookings.Candidates;

/// <summary>Finds the instant of a requested start.</summary>
public static class SlotStart
{
    /// <summary>The start, and the resources that can be meant. A local time has the zone of the place on its date. It does not mean a
    /// resource that is elsewhere at that instant.</summary>
    /// <param name="resources">At least one.</param>
    public static Outcome<(Instant Start, ImmutableArray<ResourceAtLocation> Resources)> Resolve(
        SlotInput input, ImmutableArray<ResourceAtLocation> resources)
    {
        if (input.Instant is { } instant)
        {
            return (instant, resources);
        }

        ImmutableArray<DateTimeZone> zones = [.. resources.Select(r => r.Locations.Zones.On(input.Local.Date).Zone)];
        var resolved = LocalTimes.Resolve(input, zones);
        if (resolved.Refusal is { } refusal && refusal.Code != LocalTimes.Ambiguous)
        {
            return refusal;
        }

        var possible = LocalTimes.Candidates(input.Local, zones[0]).Where(at => resources.Any(r => r.Locations.IsThere(input.Local, at))).ToList();
        return possible switch
        {
            [var only] => (only, resources.RemoveAll(r => !r.Locations.IsThere(input.Local, only))),
            [] => LocalTimes.HasLeft(zones[0]),
            _ => resolved.Refusal!,
        };
    }
}
