using System.Text.Json.Serialization;
using BookingEngine.Functions.Auth;
using BookingEngine.Functions.Availability;
using BookingEngine.Functions.Bookings;
using BookingEngine.Functions.Catalogue;
using BookingEngine.Functions.Health;
using BookingEngine.Functions.Users;

namespace BookingEngine.Functions.Http;

/// <summary>Every shape that an answer has.</summary>
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(AvailabilityView))]
[JsonSerializable(typeof(ExplainedAvailabilityView))]
[JsonSerializable(typeof(NextAvailabilityView))]
[JsonSerializable(typeof(BookingView))]
[JsonSerializable(typeof(HoldView))]
[JsonSerializable(typeof(BookingHistoryView))]
[JsonSerializable(typeof(CalendarView))]
[JsonSerializable(typeof(ManageLinkView))]
[JsonSerializable(typeof(BookingListView))]
[JsonSerializable(typeof(BookingPageView))]
[JsonSerializable(typeof(LocationView))]
[JsonSerializable(typeof(LocationListView))]
[JsonSerializable(typeof(HistoryView<LocationView>))]
[JsonSerializable(typeof(ResourceView))]
[JsonSerializable(typeof(ResourceListView))]
[JsonSerializable(typeof(HistoryView<ResourceView>))]
[JsonSerializable(typeof(ServiceView))]
[JsonSerializable(typeof(ServiceListView))]
[JsonSerializable(typeof(HistoryView<ServiceView>))]
[JsonSerializable(typeof(UserRoleView))]
[JsonSerializable(typeof(UserListView))]
[JsonSerializable(typeof(UserDetailsView))]
[JsonSerializable(typeof(AuditListView))]
[JsonSerializable(typeof(AuditEntryView))]
[JsonSerializable(typeof(SessionListView))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(ReadyView))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
internal sealed partial class ApiJson : JsonSerializerContext;
