using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>What to look for, without a time or a resource.</summary>
/// <param name="Quantity">The number of seats.</param>
/// <param name="Ignored">The id of a booking or hold that does not block: the booking that moves, or the hold that is used.</param>
public sealed record SlotQuery(Service Service, Instant Now, int Quantity = 1, Guid? Ignored = null)
{
    /// <summary>The limits that the customer has reached. Null if none apply, or if a claim checks them.</summary>
    public ReachedLimits? Limits { get; init; }

    /// <summary>The use of the service's booking limits. Null if it has none, or if a claim checks them.</summary>
    public PeriodUse? ServiceUse { get; init; }

    /// <summary>Whether a start may be off the resource's grid: the grid is that of another resource of the same booking.</summary>
    public bool AllowsAnyStart { get; init; }

    /// <summary>Whether the service is part of a visit. A resource with booking limits of its own takes no part in visits.</summary>
    public bool IsPart { get; init; }

    /// <summary>In the first part of a visit: the length of the visit, which the customer's and the service's limits go by. Null for that of the service.</summary>
    public Duration? Whole { get; init; }

    public bool IsGroup => Service.Capacity > 1;

    /// <summary>The session that a booking at the start would belong to; null unless the service is a group service.</summary>
    internal CountedSession? SessionAt(string of, Instant start) => IsGroup ? new CountedSession(of, start) : null;

    /// <summary>For a visit: what to look for in a part. The rules of the visit decide about its start, those of the part's service about all else.</summary>
    /// <param name="place">The part, counted from 0.</param>
    internal SlotQuery PartAt(int place)
    {
        var (visit, isFirst) = (Service, place == 0);
        return this with
        {
            Service = visit.Parts!.Value[place].Service with
            {
                Active = visit.Active,
                SlotInterval = visit.SlotInterval,
                MinimumNotice = isFirst ? visit.MinimumNotice : Duration.Zero,
                MinimumNoticeDays = isFirst ? visit.MinimumNoticeDays : 0,
                Horizon = isFirst ? visit.Horizon : null,
                ValidFrom = isFirst ? visit.ValidFrom : null,
                ValidTo = isFirst ? visit.ValidTo : null,
            },
            Limits = isFirst ? Limits : null,
            ServiceUse = isFirst ? ServiceUse : null,
            AllowsAnyStart = AllowsAnyStart || !isFirst,
            IsPart = true,
            Whole = isFirst ? visit.Duration : null,
        };
    }

    /// <summary>Why the resource cannot give the service at any time; null if it can.</summary>
    /// <param name="checkSeats">False for staff who override.</param>
    internal Unavailability? UnavailabilityOf(Resource resource, bool checkSeats = true) => this switch
    {
        { Service.Active: false } => Unavailability.ServiceInactive,
        _ when !resource.Active => Unavailability.ResourceInactive,
        _ when !Service.ResourceIds.Contains(resource.Id) => Unavailability.NotOffered,
        _ when IsPart && resource.BookingLimits is not null => Unavailability.BookingLimit,
        _ when Quantity < 1 || (checkSeats && Quantity > Service.Capacity) => Unavailability.QuantityOutOfRange,
        _ => null,
    };
}
