using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>One service of a visit of several, one after the other.</summary>
public sealed record VisitSegment(ServiceId ServiceId)
{
    /// <summary>How many services a visit has.</summary>
    public const int Minimum = 2, Maximum = 6;

    /// <summary>Whether the resource of the segment before gives it, too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWithSame { get; init; }
}

/// <summary>A segment with its service as it is now.</summary>
/// <param name="Offset">From the start of the visit to its own.</param>
/// <param name="Leader">The first of the segments that one resource gives, counted from 0: itself, or an earlier one.</param>
public sealed record VisitPart(Service Service, Duration Offset, int Leader)
{
    /// <summary>For a booking that moves: the resource that gives it now. Null for a new one.</summary>
    public ResourceId? Present { get; init; }

    /// <param name="visit">The start of the visit.</param>
    public Instant StartIn(Instant visit) => visit + Offset;

    /// <inheritdoc cref="StartIn"/>
    public Instant EndIn(Instant visit) => StartIn(visit) + Service.Duration;

    /// <summary>Whether a service can be part of a visit: it takes one resource, and its periods do not count it.</summary>
    internal static bool IsPlain(Service service) => service is { Active: true, Needs: null, Segments: null, Capacity: 1, BookingLimits: null };

    /// <summary>A visit with the services that it consists of. Its length, its price and its resources follow from them. If one of them cannot be part of
    /// a visit any more, or they have become too long together, it is not offered.</summary>
    /// <param name="services">Of each segment.</param>
    public static Service Complete(Service visit, IReadOnlyList<Service> services)
    {
        var (parts, at, leader) = (ImmutableArray.CreateBuilder<VisitPart>(), Duration.Zero, 0);
        foreach (var (index, segment) in visit.Segments!.Value.Index())
        {
            var service = services[index];
            at += index == 0 ? Duration.Zero : services[index - 1].BufferAfter + service.BufferBefore;
            leader = segment.IsWithSame ? leader : index;
            parts.Add(new VisitPart(service, at, leader));
            at += service.Duration;
        }

        return Complete(visit, parts.ToImmutable()) with
        {
            Active = visit.Active && services.All(IsPlain) && at <= BookingLength.Maximum,
            SlotInterval = visit.SlotInterval == Duration.Zero ? services[0].SlotInterval : visit.SlotInterval,
            Price = PriceOf(services),
        };
    }

    /// <summary>A visit that consists of these parts.</summary>
    internal static Service Complete(Service visit, ImmutableArray<VisitPart> parts) => visit with
    {
        Parts = parts,
        Duration = parts[^1].Offset + parts[^1].Service.Duration,
        BufferBefore = Duration.Zero,
        BufferAfter = Duration.Zero,
        Needs = [.. parts.Select(part => new ResourceNeed(1) { ResourceIds = part.Service.ResourceIds })],
    };

    // Prices in different currencies have no sum.
    private static Price? PriceOf(IReadOnlyList<Service> services) =>
        services.Select(service => service.Price).OfType<Price>().ToList() is [var first, ..] prices && prices.All(price => price.Currency == first.Currency)
            ? first with { Amount = prices.Sum(price => price.Amount) }
            : null;
}
