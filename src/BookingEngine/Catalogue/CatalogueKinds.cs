namespace BookingEngine.Catalogue;

public static class CatalogueKinds
{
    /// <summary>A resource is defined in the stream of its calendar.</summary>
    public const string ResourceCategory = "calendar";

    public static CatalogueKind<Location> Locations { get; } = new(
        CataloguedLocation.Category, "locations", DefaultCatalogue.InitialLocation, l => l.Id.Value, _ => true,
        () => CatalogueJson.Stored.DefinitionLocation, () => CatalogueJson.Stored.HistoryEntryLocation);

    public static CatalogueKind<Resource> Resources { get; } = new(
        ResourceCategory, "resources", DefaultCatalogue.InitialResource, r => r.Id.Value, r => r.Active,
        () => CatalogueJson.Stored.DefinitionResource, () => CatalogueJson.Stored.HistoryEntryResource);

    public static CatalogueKind<Service> Services { get; } = new(
        CataloguedService.Category, "services", DefaultCatalogue.InitialService, s => s.Id.Value, s => s.Active,
        () => CatalogueJson.Stored.DefinitionService, () => CatalogueJson.Stored.HistoryEntryService);
}
