namespace BookingEngine.Commands;

/// <summary>Whether a decision that appends nothing, such as a refusal, may be answered. Its state must have been the newest durable one at some
/// time while the command ran. A read shows that, or a commit of the run: where it was written, no other commit was.</summary>
public class RunProof
{
    /// <param name="after">How many commits of the run were in the state that was decided on.</param>
    /// <param name="stand">How many commits of the run are durable.</param>
    /// <param name="isFresh">Whether the state before the run was read from the store for this run.</param>
    public virtual bool Holds(int after, int stand, bool isFresh) => after <= stand && (isFresh || stand > 0);
}
