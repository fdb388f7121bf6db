using BookingEngine.Functions.Pages.Proofs;
using BookingEngine.Functions.PublicBookings;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>The form of a visitor, as all of its pages send it.</summary>
/// <param name="Trap">A field that people do not see. Programs fill it in.</param>
/// <param name="Proof">Of work; empty for none.</param>
public sealed record DetailsForm(BookAddress Address, DetailsAction Action, PublicBookingRequest Visitor, string? Trap, string Proof) : IRequest<DetailsForm>
{
    public const string TrapName = "q7";

    private static readonly Dictionary<string, DetailsAction> Actions = new()
    {
        ["review"] = DetailsAction.Review,
        ["edit"] = DetailsAction.Edit,
        ["extend"] = DetailsAction.Extend,
        ["again"] = DetailsAction.Again,
        ["book"] = DetailsAction.Book,
    };

    public static DetailsForm Read(RequestFields fields)
    {
        var address = new BookAddress(Text(fields, "service"), Text(fields, "with"), Text(fields, "slot"), Text(fields, "tz"), Text(fields, "hold"))
        {
            Embedder = Text(fields, "origin"),
        };
        return new(
            address, fields.Optional("action").AnyText() is { } action ? Actions.GetValueOrDefault(action) : DetailsAction.Review,
            PublicBookingRequest.ReadVisitor(fields, address.Hold ?? ""), fields.Optional(TrapName).AnyText(), Text(fields, ProofInputs.Name) ?? "");
    }

    private static string? Text(RequestFields fields, string name) => fields.Optional(name).AnyText() is { Length: > 0 } text ? text : null;
}

public enum DetailsAction
{
    /// <summary>Shows what was entered.</summary>
    Review,

    /// <summary>Shows the form again.</summary>
    Edit,

    /// <summary>Keeps the time longer.</summary>
    Extend,

    /// <summary>Holds another time.</summary>
    Again,

    Book,
}
