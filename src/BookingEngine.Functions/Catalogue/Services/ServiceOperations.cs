using BookingEngine.Catalogue;
using BookingEngine.Slots;

namespace BookingEngine.Functions.Catalogue.Services;

internal static class ServiceOperations
{
    public static CatalogueOperations<ServiceView> Common =>
        new(OperationGroup.Services, "service", ServicesJson.Default.ServiceView, ServiceView.Example);

    public static IReadOnlyList<Problem> Invalid =>
    [
        Problem.Of(CatalogueRefusals.UnknownResource("chair-9")),
        Problem.Of(SlotRefusals.NeedsNotMet),
        RequestProblems.InvalidField("duration", $"must be a whole number from 1 to {ServiceRequest.MaximumMinutes}"),
    ];
}
