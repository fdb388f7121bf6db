using System.Globalization;
using BookingEngine.Outbound;

namespace BookingEngine.ExternalCalendars.Fetch;

/// <summary>Why a feed could not be read, as stable codes: part of the API and of stored readings.</summary>
public static class FeedFaults
{
    public const string TooLarge = "too_large";

    public static string OfStatus(int status) => string.Create(CultureInfo.InvariantCulture, $"status_{status}");

    public static string Of(OutboundFailure failure) => failure switch
    {
        OutboundFailure.AddressRefused => "address_refused",
        OutboundFailure.NameUnknown => "name_unknown",
        OutboundFailure.Unreachable => "unreachable",
        OutboundFailure.CertificateInvalid => "certificate_invalid",
        OutboundFailure.TimedOut => "timed_out",
        OutboundFailure.TooManyRedirects => "too_many_redirects",
        OutboundFailure.AnswerInvalid => "answer_invalid",
        _ => throw new InvalidOperationException($"No code for {failure}."),
    };

    public static string Of(CalendarFault fault) => fault switch
    {
        CalendarFault.NotACalendar => "not_a_calendar",
        CalendarFault.TooManyEvents => "too_many_events",
        _ => throw new InvalidOperationException($"No code for {fault}."),
    };
}
