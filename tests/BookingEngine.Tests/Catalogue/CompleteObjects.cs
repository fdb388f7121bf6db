using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Notifications.Templates;
using BookingEngine.Times;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Tests.Catalogue;

/// <summary>Catalogue objects with a value in every member.</summary>
internal static class CompleteObjects
{
    public static Location Location { get; } = new(new LocationId("mitte"), "Salon Mitte", "Europe/Berlin", "Torstr. 1");

    public static Resource Resource { get; } = new(
        new ResourceId("chair-1"), "Chair 1", "chair", new LocationId("mitte"), Capacity: 2,
        new OpeningHours(
            [[Hours(540, 1020)], [], [], [], [Hours(540, 720), Hours(780, 1440)], [Hours(1320, 120)], []],
            [new HoursOverride(new LocalDate(2031, 12, 24), [Hours(540, 720)]), new HoursOverride(new LocalDate(2031, 12, 25), [])]),
        [new TimeOff(Instant.FromUtc(2031, 7, 1, 0, 0), Instant.FromUtc(2031, 7, 15, 0, 0), "Holidays"), new TimeOff(Instant.FromUtc(2032, 1, 1, 8, 0), Instant.FromUtc(2032, 1, 1, 9, 0), null)],
        Active: true);

    public static Service Service { get; } = new(
        new ServiceId("cut"), "Haircut", "Wash, cut, dry", Duration.FromMinutes(45), Duration.FromMinutes(5), Duration.FromMinutes(10),
        Duration.FromMinutes(15), Duration.FromHours(2), Duration.FromDays(60), Capacity: 3, [new ResourceId("chair-1"), new ResourceId("chair-2")],
        Assignment.LeastBusy, Duration.FromDays(1), Duration.FromHours(12), Approval: true, PendingBlocks: false, new CustomerLimits(3, 1),
        new Price(45.50m, "EUR"),
        [
            new Question("allergies", "Any allergies?", QuestionType.Text, Required: true, []),
            new Question("length", "How long is your hair?", QuestionType.Choice, Required: false, ["short", "long"]),
        ],
        Active: true);

    public static Brand Brand { get; } = new()
    {
        DisplayName = "Salon Mitte",
        Colours = new("#1f4fd8", "#ffffff", "#1c1e21"),
        Locale = "de",
        SupportEmail = "hello@salon.example",
        Website = "https://salon.example",
        PrivacyUrl = "https://salon.example/privacy",
        ImprintUrl = "https://salon.example/imprint",
        PublicUrl = "https://book.salon.example",
        SenderName = "Salon",
        ReplyTo = "answers@salon.example",
        Mails = [new("welcome", IsOn: false, Instant.FromUtc(2031, 6, 2, 8, 0))],
        Logo = new("3f2a9c0d4b5e6f708192a3b4c5d6e7f8", "image/png", 240, 80),
    };

    public static OwnTemplate Template { get; } = new("confirmed", "de", "Termin", "{{ when }}", "<p>{{ when }}</p>", Active: true);

    public static WebhookEndpoint Webhook { get; } = new(
        "4a5b6c7d8e9f", "https://hooks.example.com/in", ["booking.*", "user.erased"], "Our calendar", Active: true, IncludesPersonal: true,
        [new("Authorization", new("dmFsdWU="))], [new(new("c2VjcmV0"), null)], Instant.FromUtc(2031, 6, 1, 8, 0));

    private static HoursInterval Hours(int start, int end) => new(new TimeOfDay(start), new TimeOfDay(end));
}
