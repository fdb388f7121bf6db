using System.Text.Json.Serialization;
using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Locations;

[Shape("Location", "A place where appointments happen.")]
public sealed record LocationView(
    [property: Field("The location's id.")] string Id,
    string Name, string TimeZone, string? Address)
{
    internal static LocationView Example => new("mitte", "Salon Mitte", "Europe/Berlin", "Torstrasse 1, 10119 Berlin");

    [Field(WarningView.Description, IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WarningView>? Warnings { get; init; }

    public static LocationView Of(Location location) => new(location.Id.Value, location.Name, location.TimeZone, location.Address);
}

[Shape("LocationList", "Locations by id.")]
public sealed record LocationListView(
    [property: Field("The locations.")] IReadOnlyList<LocationView> Locations,
    [property: Field("The cursor of the next page. Null on the last page, and without `limit`.")] string? NextCursor);
