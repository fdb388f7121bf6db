using BookingEngine.Catalogue;
using BookingEngine.Slots;

namespace BookingEngine.Functions.Catalogue.Services;

internal static class ServiceOperations
{
    public static CatalogueOperations<ServiceView> Common =>
        new(OperationGroup.Services, "service", ServicesJson.Default.ServiceView, ServiceView.Example);

    /// <summary>A service that was written, with what a visit has of its services.</summary>
    public static async Task<Outcome<Definition<Service>>> CompleteAsync(
        Task<Outcome<Definition<Service>>> written, CatalogueCache cache, CancellationToken cancellation) =>
        (await written).IsRefused(out var refusal, out var definition) ? refusal
            : definition with { Value = await cache.CompleteAsync(definition.Value!, cancellation) };

    public static IReadOnlyList<Problem> Invalid =>
    [
        Problem.Of(CatalogueRefusals.UnknownResource("chair-9")),
        Problem.Of(SlotRefusals.NeedsNotMet),
        Problem.Of(CatalogueRefusals.UnknownSegment(new ServiceId("wash"))),
        Problem.Of(CatalogueRefusals.SegmentNotPlain(new ServiceId("yoga"))),
        Problem.Of(CatalogueRefusals.SegmentsApart),
        Problem.Of(CatalogueRefusals.SegmentsTooLong),
        RequestProblems.InvalidField("duration", $"must be a whole number from 1 to {ServiceRequest.MaximumMinutes}"),
    ];
}
