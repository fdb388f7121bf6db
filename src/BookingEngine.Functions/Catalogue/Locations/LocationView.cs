using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using NodaTime.Text;

namespace BookingEngine.Functions.Catalogue.Locations;

[Shape("Location", "A place where appointments happen.")]
public sealed record LocationView(
    [property: Field("The location's id.")] string Id,
    string Name, string TimeZone, string? Address)
{
    internal static LocationView Example => new("mitte", "Salon Mitte", "Europe/Berlin", "Torstrasse 1, 10119 Berlin");

    [Field("The dates on which all its resources are closed. Omitted if there are none.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ClosureView>? Closures { get; init; }

    [Field("After a change: the first 100 bookings ahead, by start, that begin on a closed date. They stay. Omitted if there are none.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BookedTimeView>? Conflicts { get; init; }

    [Field("After an import: the events that are no closures. Omitted if there are none.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SkippedEventView>? Skipped { get; init; }

    [Field(WarningView.Description, IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WarningView>? Warnings { get; init; }

    public static LocationView Of(Location location) => new(location.Id.Value, location.Name, location.TimeZone, location.Address)
    {
        Closures = location.Closures is { } closures ? [.. closures.Select(ClosureView.Of)] : null,
    };

    public static LocationView Of(ChangedLocation changed) => Of(changed.Definition.Value!) with
    {
        Conflicts = changed.Conflicts.Count > 0 ? [.. changed.Conflicts.Select(BookedTimeView.Of)] : null,
    };

    public static LocationView Of(ImportedClosures imported) => Of(imported.Changed) with
    {
        Skipped = imported.Skipped.IsEmpty ? null : [.. imported.Skipped.Select(skipped => new SkippedEventView(skipped.Uid, skipped.Reason))],
    };
}

[Shape("LocationList", "Locations by id.")]
public sealed record LocationListView(
    [property: Field("The locations.")] IReadOnlyList<LocationView> Locations,
    [property: Field("The cursor of the next page. Null on the last page, and without `limit`.")] string? NextCursor);

[Shape("Closure", "Dates on which a location is closed.")]
public sealed record ClosureView(
    [property: Field("The first date.")] string From,
    [property: Field("The first date after it.")] string To,
    [property: Field("Such as the name of a holiday. Null for none.")] string? Name,
    [property: Field("The event in the file from which it was imported. Null for none.")] string? Uid)
{
    public static ClosureView Of(Closure closure) =>
        new(LocalDatePattern.Iso.Format(closure.From), LocalDatePattern.Iso.Format(closure.To), closure.Name, closure.Uid);
}

[Shape("SkippedEvent", "An event that is no closure.")]
public sealed record SkippedEventView(
    [property: Field("The event's id. Null if it has none.")] string? Uid,
    [property: Field("`timed`, `repeated` or `invalid`.")] string Reason);
