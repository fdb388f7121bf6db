using System.Text.Json;
using BookingEngine.Export;
using BookingEngine.Functions.Bookings;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Users.Export;

[Shape("GuestExport", "Everything that is stored about a guest.")]
public sealed record GuestExportView(
    [property: Field("When it was exported.", Format = "date-time")] string ExportedAt,
    [property: Field("All bookings of the guest, by slot.")] IReadOnlyList<ExportedBookingView> Bookings,
    [property: Field("Bookings with the guest's mail address that nobody has proved, by slot.")] IReadOnlyList<ExportedBookingView> UnprovedBookings,
    [property: Field("What was entered to book, and waits for the link in a mail to be followed.")] IReadOnlyList<ExportedRequestView> Unconfirmed,
    [property: Field("All entries of the guest in waitlists, in the order in which they joined.")] IReadOnlyList<ExportedWaitlistEntryView> Waitlist)
{
    internal static IResult FileOf(GuestExport export, Instant now)
    {
        var view = new GuestExportView(
            Rfc3339.Format(now), [.. export.Bookings.Select(ExportedBookingView.Of)], [.. export.Unproved.Bookings.Select(ExportedBookingView.Of)],
            [.. export.Unproved.Requests.Select(ExportedRequestView.Of)], [.. export.Waitlist.Select(entry => ExportedWaitlistEntryView.Of(entry, now))]);
        return Results.File(
            JsonSerializer.SerializeToUtf8Bytes(view, ExportJson.Default.GuestExportView), "application/json; charset=utf-8", "my-data.json");
    }
}

[Shape("ExportedRequest", "What was entered to book, in an export.")]
public sealed record ExportedRequestView(
    [property: Field("The start.", Format = "date-time")] string Slot,
    [property: Field("The service.")] string ServiceId,
    [property: Field("When the link expires.", Format = "date-time")] string ExpiresAt,
    [property: Field("Who was entered.")] GuestView Guest,
    [property: Field("The notes. Null for none.")] string? Notes,
    [property: Field("The answers by question id. Null for none.")] IReadOnlyDictionary<string, JsonElement>? Answers)
{
    internal static ExportedRequestView Of(ExportedRequest exported)
    {
        using var details = exported.Details is { } text ? JsonDocument.Parse(text) : null;
        return new(
            Rfc3339.Format(exported.Request.Time.Start, ZoneData.Zones[exported.Request.Time.TimeZone]), exported.Request.ServiceId.Value,
            Rfc3339.Format(exported.Request.Expires), new(exported.Guest.Name, exported.Guest.Email?.Value, exported.Guest.Phone) { Locale = exported.Guest.Locale },
            details?.RootElement.GetProperty("notes").GetString(),
            details?.RootElement.GetProperty("answers").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value.Clone()));
    }
}
