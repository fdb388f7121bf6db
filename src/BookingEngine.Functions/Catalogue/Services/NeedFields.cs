using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue.Services;

/// <summary>The resources of a service: one, or what it needs of several.</summary>
internal static class NeedFields
{
    private const int MaximumKind = 60;

    /// <summary>Null if there are none.</summary>
    public static ImmutableArray<ResourceNeed>? Read(RequestFields fields)
    {
        var field = fields.Optional(
            "needs",
            "For a service that takes several resources at once: what each booking takes. In place of `resource_ids`. The first need's resource is the "
            + $"booking's `resource_id`, and its grid counts. At most {ResourceNeed.MaximumResources} resources together, all at one location.");
        ImmutableArray<ResourceNeed> read = [.. field.OrNull().List(ResourceNeed.MaximumNeeds, item => item.Nested(ReadOne)).OfType<ResourceNeed>()];
        if (read.Sum(need => need.Count) > ResourceNeed.MaximumResources)
        {
            field.Fail($"must have at most {ResourceNeed.MaximumResources} resources together");
        }

        if (read.IsEmpty && field.IsList)
        {
            field.Fail("must have at least one need");
        }

        return read.IsEmpty ? null : read;
    }

    /// <summary>The resources of a service that takes one. Empty if none are given.</summary>
    public static ImmutableArray<ResourceId> ReadResources(RequestFields fields)
    {
        var field = fields.Optional("resource_ids", "The resources that give the service, one of them for each booking. Required without `needs`.");
        var read = field.ResourceIds();
        if (read.IsEmpty && field.IsList)
        {
            field.Fail("must name at least one resource");
        }

        return read;
    }

    /// <summary>Adds an error if it says of no resource that it can be booked with it, or not how long it is.</summary>
    public static void RequireResources(ServiceRequest request, FieldErrors errors)
    {
        if (request.Segments is null && !errors.Has("segments"))
        {
            errors.Require("resource_ids", request.Needs is null && request.ResourceIds.IsEmpty && !errors.Has("needs") ? null : request);
            errors.Require("duration", request.Duration);
        }
    }

    /// <summary>Adds the errors of fields that contradict the needs.</summary>
    public static void Check(ServiceRequest request, FieldErrors errors)
    {
        if (request.Needs is null)
        {
            return;
        }

        if (!request.ResourceIds.IsEmpty)
        {
            errors.Add("needs", "cannot be given together with resource_ids");
        }

        if (request.Capacity > 1)
        {
            errors.Add("capacity", "must be 1 with needs");
        }

        if (!request.PendingBlocks)
        {
            errors.Add("pending_blocks", "must be true with needs");
        }
    }

    private static ResourceNeed ReadOne(RequestFields fields)
    {
        var kind = fields.Optional("kind", "The kind of the resources, such as `room`. In place of `resource_ids`.").OrNull().Text(1, MaximumKind);
        var idsField = fields.Optional("resource_ids", "The resources that can be taken. In place of `kind`.");
        var ids = idsField.OrNull().ResourceIds();
        var count = fields.OptionalWhole("count", "How many different ones. If omitted, 1.", 1, ResourceNeed.MaximumResources) ?? 1;
        if (kind is null == ids.IsEmpty)
        {
            idsField.Fail(kind is null ? "is required, or kind" : "cannot be given together with kind");
        }
        else if (kind is null && ids.Length < count)
        {
            idsField.Fail("must name at least as many resources as the count");
        }

        return new ResourceNeed(count) { Kind = kind, ResourceIds = kind is null ? ids : null };
    }
}
