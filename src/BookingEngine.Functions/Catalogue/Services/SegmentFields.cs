using System.Collections.Immutable;
using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue.Services;

/// <summary>The segments of a visit of several services.</summary>
internal static class SegmentFields
{
    /// <summary>Null if there are none.</summary>
    public static ImmutableArray<VisitSegment>? Read(RequestFields fields)
    {
        var field = fields.Optional(
            "segments",
            "For a visit of several services, one after the other: the services, in order, from 2 to 6. Each takes one resource, all at one location. Between "
            + "two of them there is the `buffer_after` of the first and the `buffer_before` of the second. Length, price and resources follow from them.");
        ImmutableArray<VisitSegment> read = [.. field.OrNull().List(VisitSegment.Maximum, item => item.Nested(ReadOne)).OfType<VisitSegment>()];
        if (field.IsList && read.Length < VisitSegment.Minimum)
        {
            field.Fail(string.Create(CultureInfo.InvariantCulture, $"must have at least {VisitSegment.Minimum} segments"));
        }
        else if (read is [{ IsWithSame: true }, ..])
        {
            field.Fail("must not begin with `with` same");
        }

        return read.IsEmpty ? null : read;
    }

    /// <summary>Adds the errors of fields that contradict the segments.</summary>
    public static void Check(ServiceRequest request, FieldErrors errors)
    {
        if (request.Segments is null)
        {
            return;
        }

        AddIf(request.Duration is not null, "duration", errors);
        AddIf(request.Durations.Count > 0, "durations", errors);
        AddIf(request.BufferBefore > 0, "buffer_before", errors);
        AddIf(request.BufferAfter > 0, "buffer_after", errors);
        AddIf(request.Capacity > 1, "capacity", errors);
        AddIf(!request.ResourceIds.IsEmpty, "resource_ids", errors);
        AddIf(request.Needs is not null, "needs", errors);
        AddIf(!request.PendingBlocks, "pending_blocks", errors);
        AddIf(request.BookingLimits is not null, "booking_limits", errors);
        AddIf(request.Price is not null, "price", errors);
    }

    private static void AddIf(bool isGiven, string field, FieldErrors errors)
    {
        if (isGiven)
        {
            errors.Add(field, "cannot be given together with segments");
        }
    }

    private static VisitSegment ReadOne(RequestFields fields)
    {
        var service = fields.Required("service_id", "The service. It takes one resource, has one seat, and no limits of its own.").CatalogueId();
        var isWithSame = fields.Optional("with", "`same`: the resource of the segment before. If omitted, `any`.").Choice(Choices);
        return new VisitSegment(new ServiceId(service ?? "")) { IsWithSame = isWithSame ?? false };
    }

    private static IReadOnlyDictionary<string, bool> Choices { get; } = new Dictionary<string, bool> { ["any"] = false, ["same"] = true };
}
