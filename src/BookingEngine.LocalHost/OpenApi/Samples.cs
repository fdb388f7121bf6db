using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Functions.Users.Accounts;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The people and appointments of the document's examples.</summary>
internal static class Samples
{
    public const string Email = "ada@example.com";
    public const string Password = "correct horse battery";
    public const string NewPassword = "another horse battery";
    public const string FullName = "Ada Lovelace";
    public const string Slot = "2030-05-13T14:30:00Z";
    public const string AccessToken = "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln";
    public const string Cursor = "c2lnbmF0dXJlIG9mIDE2IQ";

    public static UserView User { get; } =
        new(new Guid("0197a3c2-91d4-7b60-9c1e-4a5b6c7d8e9f"), Email, FullName, "2030-05-01T09:12:44.5318Z");

    public static BookingView Booking { get; } = new(
        new Guid("0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506"), User.Id, Slot, "2030-05-13T15:00:00Z", "UTC", "default", "default",
        "confirmed", 1, "2030-05-01T09:14:02.1187Z");

    /// <summary>The problem of a field that is wrong.</summary>
    public static Problem Invalid(string field, string text) =>
        RequestProblems.InvalidFields(new Dictionary<string, List<string>> { [field] = [text] });
}
