using BookingEngine.Catalogue;
using BookingEngine.Functions.Catalogue.Services;

namespace BookingEngine.Functions.PublicBookings;

[Shape("PublicService", "A service as visitors see it. Durations are in minutes.")]
public sealed record PublicServiceView(
    [property: Field("The service's id.")] string Id,
    [property: Field("Its name.")] string Name,
    [property: Field("What it is.")] string? Description,
    [property: Field("How long it takes.")] int Duration,
    [property: Field("The lengths that it may have.")] IReadOnlyList<DurationView> Durations,
    [property: Field("Its price, for information.")] PriceView? Price,
    [property: Field("Whom or what it can be booked with.")] IReadOnlyList<PublicResourceView> Resources,
    [property: Field("What to ask the visitor.")] IReadOnlyList<QuestionView> Questions,
    [property: Field("Whether a booking must be approved.")] bool Approval,
    [property: Field("Whether the visitor must follow the link in a mail.")] bool Verification)
{
    internal static PublicServiceView Example => new(
        "cut", "Haircut", "Wash, cut, dry", 45, [], new PriceView(45.50m, "EUR"), [new("chair-1", "Alex")],
        [new QuestionView("length", "How long is your hair?", "choice", true, ["short", "long"])], false, true);

    public static PublicServiceView Of(Service s, IEnumerable<Resource> resources, bool verification) => new(
        s.Id.Value, s.Name, s.Description, ServiceView.Minutes(s.Duration), [.. (s.Durations ?? []).Select(DurationView.Of)], PriceView.Of(s.Price),
        [.. resources.Select(r => new PublicResourceView(r.Id.Value, r.Name))], [.. s.Questions.Select(QuestionView.Of)], s.Approval, verification);
}

[Shape("PublicResource", "Whom or what a service can be booked with.")]
public sealed record PublicResourceView(
    [property: Field("The resource's id.")] string Id,
    [property: Field("Its name.")] string Name);

[Shape("PublicServiceList", "The services that visitors can book.")]
public sealed record PublicServiceListView([property: Field("By id.")] IReadOnlyList<PublicServiceView> Services);
