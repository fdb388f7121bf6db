using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Times;

namespace BookingEngine.Functions.Catalogue;

public sealed record LocationView(string Id, string Name, string TimeZone, string? Address)
{
    public static LocationView Of(Location location) => new(location.Id.Value, location.Name, location.TimeZone, location.Address);
}

public sealed record LocationListView(IReadOnlyList<LocationView> Locations, string? NextCursor);

internal static class LocationFields
{
    public const string ZoneMustBe = "must be an IANA time zone such as Europe/Berlin";

    public static Location Read(BodyFields fields, string id) => new(
        new LocationId(id), fields.Text("name", 1, CatalogueFields.MaximumName), fields["time_zone"].Matching(ZoneData.IsZone, ZoneMustBe),
        fields.OptionalText("address", 500));
}
