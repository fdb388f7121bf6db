namespace BookingEngine.Catalogue;

public static class CatalogueRefusals
{
    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not_found", "There is no object with this id. Check the id.");

    public static readonly Refusal AlreadyExists = new(
        RefusalKind.Conflict, "already_exists", "An object with this id exists already. Choose another id, or change that object.");

    public static readonly Refusal Stale = new(
        RefusalKind.Stale, "stale_version", "The object has changed since you read it. Read it again and send its new ETag as If-Match.");

    public static readonly Refusal TooLarge = new(
        RefusalKind.Rule, "definition_too_large", "The object is too large. Shorten its texts or its lists.");

    public static Refusal UnknownResource(string id) => new(
        RefusalKind.Rule, "unknown_resource", $"There is no resource {id}. Choose an existing one.");

    public static Refusal UnknownLocation(LocationId id) => new(
        RefusalKind.Rule, "unknown_location", $"There is no location {id}. Choose an existing one.");
}
