using BookingEngine.Functions.Catalogue.Services;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>The fields of a service, as they are sent and as they are answered.</summary>
internal static class ServiceSchemas
{
    private static readonly Dictionary<string, FieldDescription> Fields = new()
    {
        ["id"] = "The service's id.",
        ["name"] = "What people call it.",
        ["description"] = "What it is, for those who book it.",
        ["duration"] = "How long it takes, in minutes.",
        ["buffer_before"] = "Minutes kept free before it; 0 where absent.",
        ["buffer_after"] = "Minutes kept free after it; 0 where absent.",
        ["slot_interval"] = "How many minutes apart starts are; the duration where absent.",
        ["minimum_notice"] = "How many minutes before its start it must be booked; 0 where absent.",
        ["horizon"] = "How many minutes ahead of now it may start; null for no limit.",
        ["capacity"] = "Seats of one session: 1, where absent, or more for a group.",
        ["resource_ids"] = "The resources that give it, at least one.",
        ["assignment"] = "How a resource is chosen where none is named; `first_available` where absent.",
        ["cancellation_notice"] = "How many minutes before its start customers may cancel; null for any time before it.",
        ["reschedule_notice"] = "How many minutes before its start customers may move it; null for any time before it.",
        ["approval"] = "Whether bookings wait for approval; false where absent.",
        ["pending_blocks"] = "Whether a booking that waits takes its time already; true where absent.",
        ["limits"] = "How many bookings of it a customer may have; null for any number.",
        ["price"] = "Information only: nothing is charged.",
        ["questions"] = "What is asked of people who book.",
        ["active"] = "False for one that is retired; true where absent.",
    };

    public static IReadOnlyList<ViewDescription> Views { get; } =
    [
        new("Service", ServicesJson.Default.ServiceView, "What is offered. Durations in minutes.") { Fields = Fields },
        new("ServiceList", ServicesJson.Default.ServiceListView, "Services by id.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["services"] = "The services.",
                ["next_cursor"] = "Where to go on; null at the end, and where no `limit` was given.",
            },
        },
        new("CustomerLimits", ServicesJson.Default.CustomerLimitsView, "How many bookings of a service one customer may have.")
        {
            Fields = new Dictionary<string, FieldDescription> { ["active"] = "Ahead at once.", ["per_day"] = "On one local day." },
        },
        new("Price", ServicesJson.Default.PriceView, "What a service costs.")
        {
            Fields = new Dictionary<string, FieldDescription> { ["amount"] = "How much.", ["currency"] = "The currency, by ISO 4217." },
        },
        new("Question", ServicesJson.Default.QuestionView, "What is asked of people who book.")
        {
            Fields = new Dictionary<string, FieldDescription>
            {
                ["id"] = "The question's id within the service.",
                ["text"] = "What is asked.",
                ["type"] = "`text`, `choice`, `boolean` or `number`.",
                ["required"] = "Whether it must be answered.",
                ["options"] = "The answers to choose from, where the type is `choice`.",
            },
        },
    ];
}
