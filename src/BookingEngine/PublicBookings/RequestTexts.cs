using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;

namespace BookingEngine.PublicBookings;

/// <summary>Erases what a visitor wrote in a form that was never confirmed.</summary>
public sealed class RequestTexts(BookingTexts texts)
{
    private const string Start = "request ";

    /// <summary>The message for when the link has expired.</summary>
    public static string MessageOf(Guid request) => $"{Start}{request:D}";

    /// <summary>False if the message is about something else.</summary>
    public async Task<bool> TryEraseAsync(string message)
    {
        if (!message.StartsWith(Start, StringComparison.Ordinal) || !Guid.TryParseExact(message[Start.Length..], "D", out var request))
        {
            return false;
        }

        await texts.EraseAsync(new BookingId(request));
        return true;
    }
}
