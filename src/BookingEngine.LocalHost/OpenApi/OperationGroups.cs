using BookingEngine.Functions.Docs;
using BookingEngine.Functions.Http;
using BookingEngine.Functions.Pages;

namespace BookingEngine.LocalHost.OpenApi;

/// <summary>Every operation that the document describes, and every function that it leaves out on purpose.</summary>
public static class OperationGroups
{
    public static IReadOnlyList<OperationGroup> All { get; } =
    [
        AuthOperations.Group, UserOperations.Group, AdministrationOperations.Group, BookingOperations.Group, HoldOperations.Group, GuestOperations.Group,
        AvailabilityOperations.Group, LocationOperations.Group, ResourceOperations.Group, ServiceOperations.Group, HealthOperations.Group,
    ];

    /// <summary>Pages for people, their parts, and the answer to what is not there.</summary>
    public static IReadOnlyList<Type> LeftOut { get; } =
    [
        typeof(ShowDocsFunction), typeof(GetDocsAssetFunction), typeof(ShowRedocFunction), typeof(GetApiDocumentFunction), typeof(ResetPasswordPageFunction), typeof(SubmitResetPasswordPageFunction),
        typeof(VerifyEmailPageFunction), typeof(SubmitVerifyEmailPageFunction), typeof(ManagePageFunction), typeof(SubmitManagePageFunction), typeof(UnmatchedFunction),
    ];
}
