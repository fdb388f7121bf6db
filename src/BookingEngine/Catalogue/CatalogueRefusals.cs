namespace BookingEngine.Catalogue;

public static class CatalogueRefusals
{
    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not_found", "There is no object of this id: check it.");

    public static readonly Refusal AlreadyExists = new(
        RefusalKind.Conflict, "already_exists", "There is an object of this id already: choose another id, or change that one.");

    public static readonly Refusal Stale = new(
        RefusalKind.Stale, "stale_version", "The object has been changed since you read it: read it again and send its new ETag as If-Match.");

    public static readonly Refusal TooLarge = new(
        RefusalKind.Rule, "definition_too_large", "The object is too large to be kept: shorten its texts or its lists.");

    public static Refusal UnknownResource(string id) => new(
        RefusalKind.Rule, "unknown_resource", $"There is no resource {id}: name resources that exist.");

    public static Refusal UnknownLocation(LocationId id) => new(
        RefusalKind.Rule, "unknown_location", $"There is no location {id}: name one that exists.");
}
