using Microsoft.Data.Sqlite;

namespace BookingEngine.Tests.Users.EarlierStore;

/// <summary>An account of the earlier store.</summary>
public sealed record EarlierAccount(string Email, string Password, string FullName);

/// <summary>A data folder that version 0.1.0 wrote when it took spellings of an address for different addresses. Besides the accounts it has the
/// administrator, and a booking of the guest <c>guest@MÜNCHEN.example</c>.</summary>
internal static class EarlierStore
{
    public const string AdminEmail = "admin@example.com", AdminPassword = "admin password";
    public const string GuestEmail = "guest@MÜNCHEN.example", GuestBooking = "2031-01-01T10:00:00Z";

    public const string JoergId = "01a222b6-3f7f-7a3f-9c92-b3bc2a343015";

    public static readonly EarlierAccount
        Composed = new("idn@bücher.example", "correct horse 1", "Composed"),
        Upper = new("idn@BÜCHER.example", "correct horse 2", "Upper"),
        Decomposed = new("idn@bu\u0308cher.example", "correct horse 3", "Decomposed"),
        OnlyUpper = new("one@MÜNCHEN.example", "correct horse 4", "Only Upper"),
        Joerg = new("jo\u0308rg@example.com", "pa\u0308sswo\u0308rd", "Jo\u0308rg"),
        Kelvin = new("\u212Aim@example.com", "correct horse 5", "Kelvin"),
        Joiner = new("zwj@a\u200db.example", "correct horse 6", "Joiner"),
        Plain = new("plain@example.com", "correct horse 7", "Plain");

    public static EarlierAccount[] All { get; } = [Composed, Upper, Decomposed, OnlyUpper, Joerg, Kelvin, Joiner, Plain];

    public static void WriteTo(string folder)
    {
        foreach (var name in new[] { "booking", "keys" })
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, $"{name}.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A script of the tests.
            command.CommandText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Users", "EarlierStore", $"{name}.sql"));
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
