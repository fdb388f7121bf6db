using BookingEngine.Catalogue;
using BookingEngine.Hours;

namespace BookingEngine.Functions.Catalogue.Resources;

internal static class ResourceOperations
{
    public static CatalogueOperations<ResourceView> Common =>
        new(OperationGroup.Resources, "resource", ResourcesJson.Default.ResourceView, ResourceView.Example);

    public static IReadOnlyList<Problem> Invalid =>
    [
        Problem.Of(CatalogueRefusals.UnknownLocation(new LocationId("mitte"))),
        RequestProblems.InvalidField("weekly_hours.monday[1]", OpeningHoursRules.Overlaps),
    ];
}
