using BookingEngine.Times;

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

    public static readonly Refusal SegmentsApart = new(
        RefusalKind.Rule, "segments_apart", "The segments have no location in common at which all of them can be given. Choose services of one location.");

    public static readonly Refusal SegmentsTooLong = new(
        RefusalKind.Rule, "segments_too_long", $"The segments take longer than {BookingLength.MaximumDays} days together. Choose fewer, or shorter services.");

    public static Refusal UnknownSegment(ServiceId id) => new(
        RefusalKind.Rule, "unknown_segment", $"There is no service {id} for a segment. Choose an existing one.");

    public static Refusal SegmentNotPlain(ServiceId id) => new(
        RefusalKind.Rule, "segment_not_possible",
        $"The service {id} cannot be a segment. Choose an active one with one seat, without segments, needs and booking_limits.");

    public static Refusal UnknownLocation(LocationId id) => new(
        RefusalKind.Rule, "unknown_location", $"There is no location {id}. Choose an existing one.");
}
