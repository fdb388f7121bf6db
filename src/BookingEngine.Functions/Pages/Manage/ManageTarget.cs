using BookingEngine.Functions.Pages.Book;

namespace BookingEngine.Functions.Pages.Manage;

/// <summary>The page on which somebody changes a booking.</summary>
/// <param name="Path">Of the page, and of its forms.</param>
/// <param name="Query">What its address has.</param>
/// <param name="Hidden">What its forms have.</param>
/// <param name="Entry">The address of the calendar file.</param>
public sealed record ManageTarget(
    string Path, IReadOnlyList<(string Name, string Value)> Query, IReadOnlyList<(string Name, string Value)> Hidden, string Entry)
{
    /// <summary>The page of a manage link.</summary>
    public static ManageTarget OfLink(string token) =>
        new("/manage", [("token", token)], [("token", token)], BookAddress.Join("/manage/entry", [("token", token)]));
}
