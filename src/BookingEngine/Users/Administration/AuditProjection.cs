using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using BookingEngine.Users.Roles;
using NodaTime;

namespace BookingEngine.Users.Administration;

[JsonConverter(typeof(JsonStringEnumConverter<AuditedAction>))]
public enum AuditedAction
{
    [JsonStringEnumMemberName("role_changed")]
    RoleChanged,

    [JsonStringEnumMemberName("staff_linked")]
    StaffLinked,

    [JsonStringEnumMemberName("user_deactivated")]
    UserDeactivated,

    [JsonStringEnumMemberName("user_reactivated")]
    UserReactivated,

    [JsonStringEnumMemberName("person_erased")]
    PersonErased,

    [JsonStringEnumMemberName("personal_events_read")]
    PersonalEventsRead,

    [JsonStringEnumMemberName("bookings_rezoned")]
    BookingsRezoned,

    [JsonStringEnumMemberName("second_factor_exempted")]
    SecondFactorExempted,

    [JsonStringEnumMemberName("second_factor_exemption_ended")]
    SecondFactorExemptionEnded,

    [JsonStringEnumMemberName("second_factor_removed")]
    SecondFactorRemoved,
}

/// <summary>An audited action: the body of a document of the audit.</summary>
/// <param name="UserId">Null for an erasure.</param>
/// <param name="From">Encrypted.</param>
/// <param name="Role">The new role, for a changed role.</param>
/// <param name="ResourceIds">The linked resources, for changed links.</param>
public sealed record StoredAction(
    AuditedAction Act, Instant At, UserId? UserId, UserId? By, Encrypted? From, Role? Role, ImmutableArray<ResourceId>? ResourceIds)
{
    /// <summary>How an erasure came about; null for other actions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ErasureOrigin? Origin { get; init; }

    /// <summary>What a change of zone rules did to bookings; null for other actions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RezonedBookings? Rezoned { get; init; }

    public static StoredAction Of(IAuditedAction recorded, Instant at) => recorded switch
    {
        RoleChanged e => Of(AuditedAction.RoleChanged, e, at) with { Role = e.Role },
        StaffLinked e => Of(AuditedAction.StaffLinked, e, at) with { ResourceIds = e.ResourceIds },
        UserDeactivated e => Of(AuditedAction.UserDeactivated, e, at),
        UserReactivated e => Of(AuditedAction.UserReactivated, e, at),
        PersonErased e => Of(AuditedAction.PersonErased, e, at) with { Origin = e.Origin },
        PersonalEventsRead e => Of(AuditedAction.PersonalEventsRead, e, at),
        BookingsRezoned e => Of(AuditedAction.BookingsRezoned, e, at) with { Rezoned = new RezonedBookings(e.ZoneData, e.Moved, e.Conflicts) },
        SecondFactorExempted e => Of(AuditedAction.SecondFactorExempted, e, at),
        SecondFactorExemptionEnded e => Of(AuditedAction.SecondFactorExemptionEnded, e, at),
        SecondFactorReset e => Of(AuditedAction.SecondFactorRemoved, e, at),
        _ => throw new InvalidOperationException($"{recorded.GetType().Name} is not an audited action."),
    };

    private static StoredAction Of(AuditedAction act, IAuditedAction e, Instant at) => new(act, at, e.Subject, e.By, e.From, null, null);
}

/// <param name="ZoneData">The version of the newer rules.</param>
public sealed record RezonedBookings(string ZoneData, int Moved, int Conflicts);

[JsonSerializable(typeof(StoredAction))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static AuditJson Stored { get; } = new(StoredJson.NewOptions());
}

/// <summary>The audited actions, newest first: all, those on one user, or those of one administrator.</summary>
/// <param name="model">The name of the read model. Never change it.</param>
/// <param name="partitionOf">The list that an action belongs to.</param>
public sealed class AuditProjection(string model, Func<IAuditedAction, string> partitionOf) : IProjection
{
    public const string All = "audit", ByUser = "audit-by-user", ByActor = "audit-by-actor";
    public const string Everything = "all";
    private const string NobodyNamed = "erased";

    public static IReadOnlyList<AuditProjection> Models { get; } =
    [
        new(All, _ => Everything),
        new(ByUser, act => act.Subject?.ToString() ?? NobodyNamed),
        new(ByActor, act => act.By?.ToString() ?? "settings"),
    ];

    public string Name => model;

    public string Category => Team.Category;

    public string? DocumentIdOf(RecordedEvent recorded) =>
        recorded.Event is IAuditedAction ? string.Create(CultureInfo.InvariantCulture, $"{recorded.Stream}/{recorded.Version}") : null;

    public bool Starts(IDomainEvent domainEvent) => true;

    // All actions are in one stream, so its versions, counted backwards, sort them.
    public ReadModelDocument Apply(ReadModelDocument? current, RecordedEvent recorded)
    {
        var act = (IAuditedAction)recorded.Event;
        return new ReadModelDocument(
            DocumentIdOf(recorded)!, recorded.Stream, recorded.Version, partitionOf(act),
            string.Create(CultureInfo.InvariantCulture, $"{long.MaxValue - recorded.Version:0000000000000000000}"),
            JsonSerializer.Serialize(StoredAction.Of(act, recorded.Metadata.RecordedAt), AuditJson.Stored.StoredAction));
    }

    public static StoredAction Read(ReadModelDocument document) => JsonSerializer.Deserialize(document.Body!, AuditJson.Stored.StoredAction)!;
}
