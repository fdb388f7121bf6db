using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Waitlist.Commands;
using NodaTime;

namespace BookingEngine.Functions.Pages.Account.Waiting;

/// <summary>The form to join a waitlist. Its dates include the last one, as people say them.</summary>
/// <param name="Earliest">Null for any time of day.</param>
/// <param name="Latest">Null for any time of day.</param>
public sealed record JoinForm(string? Service, LocalDate? From, LocalDate? To, ImmutableArray<IsoDayOfWeek> Weekdays, TimeOfDay? Earliest, TimeOfDay? Latest, int Quantity)
    : IRequest<JoinForm>
{
    public static JoinForm Read(RequestFields fields) => new(
        Given(fields, "service"), Date(fields, "from"), Date(fields, "to"), [.. Days.Where(day => Given(fields, NameOf(day)) is not null)],
        Time(fields, "earliest"), Time(fields, "latest"), fields.Optional("quantity").AnyText() is { } seats && int.TryParse(seats, out var quantity) ? quantity : 1);

    public static IEnumerable<IsoDayOfWeek> Days => Enumerable.Range(1, 7).Select(day => (IsoDayOfWeek)day);

    /// <summary>The field of a weekday.</summary>
    public static string NameOf(IsoDayOfWeek day) => $"day{(int)day}";

    /// <summary>Null if the form makes no sense.</summary>
    public JoinWaitlist? CommandOf(UserId user, ServiceId service, string? languages)
    {
        if (From is not { } from || To is not { } to || to < from || Period.DaysBetween(from, to) >= JoinWaitlist.MaximumDays || Quantity is < 1 or > BookingFields.MaximumQuantity)
        {
            return null;
        }

        var (earliest, latest) = (Earliest ?? TimeOfDay.Midnight, Latest ?? TimeOfDay.EndOfDay);
        return latest <= earliest ? null : new JoinWaitlist(user, service, new RangeBound(from, default), new RangeBound(to.PlusDays(1), default))
        {
            Weekdays = Weekdays.Length == 7 ? [] : Weekdays,
            Times = Earliest is null && Latest is null ? [] : [new HoursInterval(earliest, latest)],
            Quantity = Quantity,
            Languages = languages,
        };
    }

    private static string? Given(RequestFields fields, string name) => fields.Optional(name).AnyText() is { Length: > 0 } text ? text : null;

    private static LocalDate? Date(RequestFields fields, string name) => Given(fields, name) is null ? null : fields.Optional(name).Date();

    private static TimeOfDay? Time(RequestFields fields, string name) => Given(fields, name) is { } text ? TimeOfDay.TryParse(text) : null;
}
