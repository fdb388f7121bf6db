using System.Collections.Immutable;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Slots;
using BookingEngine.Times;

namespace BookingEngine.Catalogue.Services;

/// <summary>Checks the resources that a service names.</summary>
public sealed class ServiceResources(CatalogueReader<Resource> resources, CatalogueReader<Service> services, NeedCandidateReader needs)
{
    /// <summary>The refusal of resources that do not exist, or of needs that no resources can meet; null if there is none.</summary>
    public async Task<Refusal?> FindRefusalAsync(Service service, CancellationToken cancellation)
    {
        var named = service.ResourceIds.Concat((service.Needs ?? []).SelectMany(need => need.ResourceIds ?? []));
        if (await resources.FindUnknownAsync(named.Select(r => r.Value), cancellation) is { } unknown)
        {
            return CatalogueRefusals.UnknownResource(unknown);
        }

        if (service is { Active: true, Segments: { } segments })
        {
            return await FindRefusalAsync(service, segments, cancellation);
        }

        return service is { Active: true, Needs: not null } && !await needs.AreEnoughAsync(service, cancellation) ? SlotRefusals.NeedsNotMet : null;
    }

    private async Task<Refusal?> FindRefusalAsync(Service visit, ImmutableArray<VisitSegment> segments, CancellationToken cancellation)
    {
        List<Service> parts = [];
        foreach (var segment in segments)
        {
            if ((await services.FindAsync(segment.ServiceId.Value, cancellation))?.Value is not { } part)
            {
                return segment.ServiceId == visit.Id ? CatalogueRefusals.SegmentNotPlain(visit.Id) : CatalogueRefusals.UnknownSegment(segment.ServiceId);
            }

            if (part.Id == visit.Id || !VisitPart.IsPlain(part))
            {
                return CatalogueRefusals.SegmentNotPlain(part.Id);
            }

            parts.Add(part);
        }

        var complete = VisitPart.Complete(visit, parts);
        return complete.Duration > BookingLength.Maximum ? CatalogueRefusals.SegmentsTooLong
            : await needs.AreEnoughAsync(complete, cancellation) ? null
            : CatalogueRefusals.SegmentsApart;
    }
}
